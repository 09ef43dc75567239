package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Dialect;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.PlanEstimate;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.parser.GrammarVersion;
import dev.gatehouse.postgres.parser.PostgresParsers;
import dev.gatehouse.postgres.parser.Token;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL, read by PostgreSQL's own parser of the server's major version, which the catalog
 * tells. One instance serves any number of databases.
 */
public final class PostgresDialect implements Dialect, RuleReader {

    /** EXPLAIN options that change how the plan is shown, and nothing else. */
    private static final Set<String> SHOWN_BY = Set.of("format", "verbose", "costs", "summary");

    private final Map<GrammarVersion, Grammar> grammars = new EnumMap<>(GrammarVersion.class);
    private final Shapes shapes = Shapes.load();
    private final Vocabulary vocabulary = Vocabulary.load();

    public PostgresDialect(PostgresParsers parsers) {
        for (GrammarVersion version : GrammarVersion.values()) {
            grammars.put(version, new Grammar(parsers.of(version)));
        }
    }

    @Override
    public Analysis analyse(String sql, Catalog visible) {
        Grammar grammar = grammar(visible.serverMajor());
        Parsed parsed = grammar.parse(sql);
        Functions functions = new Functions(vocabulary, visible);
        Walk walk = new Walk(shapes, vocabulary, functions, parsed.source(), visible);
        Findings findings = walk.over(read(parsed.statement()));
        Casts casts = new Casts(visible, functions);
        casts.check(findings, parsed.source());
        return new PostgresAnalysis(grammar, parsed, findings, casts);
    }

    @Override
    public PlanEstimate estimate(String plan) {
        return PlanReader.read(plan);
    }

    /**
     * A text without its constants and comments, for the record; empty when not even its words can
     * be told. Read as the newest server reads it.
     */
    public Optional<String> withoutConstants(String sql) {
        try {
            List<Token> tokens = grammar(Integer.MAX_VALUE).tokens(sql);
            return Optional.of(Constants.replaced(sql.getBytes(StandardCharsets.UTF_8), tokens));
        } catch (Refused _) {
            return Optional.empty();
        }
    }

    private Grammar grammar(int serverMajor) {
        return Objects.requireNonNull(grammars.get(GrammarVersion.nearest(serverMajor)));
    }

    @Override
    public PolicyExpression read(String text, Relation relation, Catalog whole) {
        Grammar grammar = grammar(whole.serverMajor());
        return new ExpressionReader(grammar, shapes, vocabulary, relation, whole).read(text);
    }

    @Override
    public String masked(Mask.BuiltIn mask, String type) {
        return Masks.type(mask, type);
    }

    @Override
    public String united(Set<String> types) {
        return Masks.united(types);
    }

    @Override
    public boolean fits(String type, String expected) {
        return Masks.fits(type, expected);
    }

    @Override
    public SafeSql probe(PolicyExpression expression) {
        PolicyText ours = PolicyText.of(expression);
        return Probe.of(ours, grammar(ours.serverMajor()));
    }

    /** The SELECT of a statement that is one, or that explains one. */
    private static Tree.Node read(Tree.Node statement) {
        return switch (statement.type()) {
            case "SelectStmt" -> statement;
            case "ExplainStmt" -> explained(statement.fields());
            default -> throw notARead(statement);
        };
    }

    private static Tree.Node explained(JsonNode explain) {
        for (Map.Entry<String, JsonNode> field : explain.properties()) {
            if (!Set.of("query", "options").contains(field.getKey())) {
                throw Refusals.unknownConstruct("ExplainStmt." + field.getKey(), Place.UNKNOWN);
            }
        }
        for (Tree.Node option : Tree.nodes(explain.path("options"))) {
            checkOption(Tree.text(option.fields(), "defname"));
        }
        Tree.Node query = Tree.node(explain.path("query")).orElseThrow(Proof::failed);
        if (!query.is("SelectStmt")) {
            throw notARead(query);
        }
        return query;
    }

    private static void checkOption(String name) {
        if (!SHOWN_BY.contains(name)) {
            throw Refusals.construct(
                    "EXPLAIN with the option " + name + " is not available here",
                    "The explain tool has a parameter `analyze`",
                    Place.UNKNOWN);
        }
    }

    private static Refused notARead(Tree.Node statement) {
        String words =
                statement
                        .type()
                        .replaceAll("Stmt$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toUpperCase(Locale.ROOT);
        return Refusals.notReadOnly(words + " is no read", Place.UNKNOWN);
    }
}
