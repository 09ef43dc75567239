package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.Governor;
import dev.gatehouse.core.search.SchemaIndexes;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Tool;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that Gatehouse offers over MCP: tools, resources and prompts.
 *
 * <p>Whoever listens hears when the tables of a database have changed: what can be read as
 * resources is another, and so are the resources that it subscribed to, as far as it may see the
 * change; and when other policies are in force. A change is found when the catalog is read again,
 * which happens about every three minutes while anybody listens and the setting says nothing else,
 * and whenever somebody's ask makes it necessary.
 */
public final class Governed implements Offering {

    /** 32 MiB of words: some ten schemas of ten thousand tables. */
    private static final long SEARCHED_PLACES = 4L << 20;

    private static final Set<String> TOOLS = Set.copyOf(SqlTools.NAMES);

    /** Resources and completions tell what these tools do. */
    private static final Set<String> TELLING = Set.of("list_tables", "describe_table");

    private final Asking asking;
    private final Completers completers;
    private final SchemaTags tags;
    private final CatalogNews news;
    private final SchemaIndexes indexes = new SchemaIndexes(SEARCHED_PLACES);
    private final Cursors cursors;

    /** As many as there are kinds of callers. */
    private final Map<Sight, Offer> offers = new ConcurrentHashMap<>();

    /**
     * What decides on the offer: what a caller may not use, it never sees.
     *
     * @param databases the names of those that there are for it
     * @param permitted the names of the tools that its roles and its credential permit
     * @param withheld the names of tools that what it has shown does not reach
     */
    private record Sight(List<String> databases, Set<String> permitted, Set<String> withheld) {

        boolean shows(Tool tool) {
            return shows(tool.name());
        }

        private boolean shows(String tool) {
            return permitted.contains(tool) && !withheld.contains(tool);
        }

        boolean showsSchemas() {
            return databases.isEmpty() || TELLING.stream().allMatch(this::shows);
        }
    }

    /**
     * @param news when the databases hold something else
     * @param cursors where callers can go on in results that were cut
     */
    public Governed(Governor governor, CatalogNews news, Cursors cursors) {
        this.asking = new Asking(governor);
        this.completers = new Completers(asking);
        this.tags = new SchemaTags(asking);
        this.news = news;
        this.cursors = cursors;
    }

    /** The names of all tools. */
    public static List<String> toolNames() {
        return SqlTools.NAMES;
    }

    /**
     * The tools that tell the same as what is asked without one, by the method that asks: nobody
     * hears by the one what the others would not tell.
     */
    public static Map<String, Set<String>> toolsOfMethods() {
        return Map.of("resources/read", TELLING, "completion/complete", TELLING);
    }

    @Override
    public Offer offerTo(Peer peer) {
        Set<String> withheld = ((Agent) peer.principal()).withheld();
        return offers.computeIfAbsent(
                new Sight(asking.names(peer), asking.tools(peer, TOOLS), withheld), this::offer);
    }

    private Offer offer(Sight sight) {
        List<String> databases = sight.databases();
        List<Tool> tools =
                databases.isEmpty()
                        ? List.of()
                        : new SqlTools(asking, databases, indexes, cursors)
                                .tools().stream().filter(sight::shows).toList();
        return sight.showsSchemas() ? withSchemas(new Offer(tools), sight) : new Offer(tools);
    }

    private Offer withSchemas(Offer tools, Sight sight) {
        List<String> databases = sight.databases();
        if (databases.isEmpty()) {
            return tools.resources(SchemaResources.resources(asking));
        }
        return tools.resources(SchemaResources.resources(asking))
                .templates(SchemaResources.templates(asking, completers))
                .prompts(Prompts.prompts(databases, completers, sight::shows));
    }

    /** Grows with each change of a catalog, also out of a peer's sight: only the lists are told. */
    @Override
    public long version() {
        news.look().run();
        return news.changes().count();
    }

    @Override
    public Optional<Changes> changes() {
        return Optional.of(news.changes());
    }

    @Override
    public Optional<Object> entityTag(Peer peer, String uri) {
        return tags.of(peer, uri);
    }

    /**
     * The age that a catalog may have: resources show no more than that is known of a database, and
     * tools and prompts change with the policies only, which those who listen hear.
     */
    @Override
    public Duration freshness() {
        return news.age();
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.allOf(Kind.class);
    }
}
