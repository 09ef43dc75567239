package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.Governor;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that Gatehouse offers over MCP: tools, resources and prompts. */
public final class Governed implements Offering {

    private final Offer offer;

    /**
     * @param databases the names of the databases, the default first
     */
    public Governed(Governor governor, List<String> databases) {
        Asking asking = new Asking(governor);
        Completers completers = new Completers(asking);
        this.offer =
                new Offer(new SqlTools(asking, databases).tools())
                        .resources(SchemaResources.resources(asking))
                        .templates(SchemaResources.templates(asking, completers))
                        .prompts(Prompts.prompts(databases, completers));
    }

    @Override
    public Offer offerTo(Peer peer) {
        return offer;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.allOf(Kind.class);
    }
}
