package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.search.SchemaIndexes;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.schema.StringSchema;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolAnnotations;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tools that read: what is there, what is in it, and how it would be fetched. */
final class SqlTools {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_QUERY = 500;

    /** Of all tools, for those who have to write one down; in alphabetical order. */
    static final List<String> NAMES =
            List.of(
                    "describe_table",
                    "explain",
                    "list_schemas",
                    "list_tables",
                    "query",
                    "refresh_schema",
                    "search_schema");

    private final Asking asking;
    private final List<String> databases;
    private final SchemaIndexes indexes;
    private final Cursors cursors;

    /**
     * @param databases the names of the databases, the default first
     * @param cursors those of all callers
     */
    SqlTools(Asking asking, List<String> databases, SchemaIndexes indexes, Cursors cursors) {
        this.asking = asking;
        this.indexes = indexes;
        this.cursors = cursors;
        this.databases = List.copyOf(databases);
    }

    List<Tool> tools() {
        return List.of(
                listSchemas(),
                listTables(),
                searchSchema(),
                describeTable(),
                refreshSchema(),
                query(),
                explain());
    }

    private Tool listSchemas() {
        return reading(
                "list_schemas",
                "List schemas",
                "Lists the schemas of the database that you may read.",
                Schema.object(),
                Sights.schemasOutput(),
                (call, origin) -> new Ask.Browse(origin, database(call.arguments()), false),
                call -> answer -> Sights.schemas(sight(answer)));
    }

    private Tool listTables() {
        return reading(
                "list_tables",
                "List tables",
                "Lists tables and views with kind, estimated rows and comment, a page at a time;"
                        + " search_schema is the way in where there are many.",
                Schema.object()
                        .optional("schema", name("Only this schema").example("sales"))
                        .optional(
                                "pattern",
                                name("Only names like this, where * stands for any characters")
                                        .example("*order*"))
                        .optional("kind", kind())
                        .optional(
                                "limit",
                                Schema.integer("The most tables on a page")
                                        .range(1, TableList.MOST)
                                        .fallback(TableList.DEFAULT_LIMIT))
                        .optional(
                                "cursor",
                                name("Where to go on: next_cursor of the page before")
                                        .example("c2FsZXMAb3JkZXJz")),
                Sights.tablesOutput(),
                (call, origin) -> new Ask.Browse(origin, database(call.arguments()), false),
                call -> answer -> TableList.of(call.arguments()).page(sight(answer)));
    }

    private Tool searchSchema() {
        return reading(
                "search_schema",
                "Search schema",
                "Finds tables by words in their names and comments, and in those of their columns;"
                        + " the best first, in less than 2 KB.",
                Schema.object()
                        .required(
                                "query",
                                Schema.string("Some words, in any spelling")
                                        .length(1, LONGEST_QUERY)
                                        .example("customer address"))
                        .optional(
                                "limit",
                                Schema.integer("The most tables")
                                        .range(1, TableSearch.MOST)
                                        .fallback(TableSearch.DEFAULT_LIMIT)),
                TableSearch.output(),
                (call, origin) -> new Ask.Browse(origin, database(call.arguments()), false),
                call -> answer -> TableSearch.of(call.arguments()).found(sight(answer), indexes));
    }

    private Tool refreshSchema() {
        return reading(
                "refresh_schema",
                "Refresh schema",
                "Reads anew which tables and columns there are, and says what has changed. Needed"
                        + " only for what was created a moment ago.",
                Schema.object(),
                Refreshed.output(),
                (call, origin) -> new Ask.Browse(origin, database(call.arguments()), true),
                call -> {
                    String name =
                            call.arguments().optionalText("database").orElse(databases.getFirst());
                    Optional<Catalog> before = asking.known(call.peer(), name);
                    return answer -> Refreshed.since(before, sight(answer));
                });
    }

    private Tool describeTable() {
        return reading(
                "describe_table",
                "Describe table",
                "Columns with type, nullability, default, values of enums and comment; primary key,"
                        + " foreign keys both ways, and indexes of one table or view.",
                Schema.object()
                        .required(
                                "table_name",
                                name("Name of the table, or schema.table").example("sales.orders"))
                        .optional(
                                "schema",
                                name("Its schema; found by itself when left out").example("sales"))
                        .optional(
                                "columns",
                                name("Only columns like this, where * stands for any characters")
                                        .example("*_id"))
                        .optional(
                                "cursor",
                                name("Where to go on: next_cursor of the page before")
                                        .example("1")),
                Portraits.output(),
                (call, origin) ->
                        new Ask.Describe(
                                origin,
                                database(call.arguments()),
                                call.arguments().optionalText("schema").orElse(""),
                                call.arguments().text("table_name")),
                call ->
                        answer ->
                                Portraits.of(
                                        PortraitPage.of(
                                                (Answer.Portrait) answer, call.arguments())));
    }

    private Tool query() {
        return new QueryTool(asking, cursors, databaseName(), databases.getFirst()).tool();
    }

    private Tool explain() {
        return reading(
                "explain",
                "Explain",
                "Shows the plan by which query would run a statement, with the planner's costs and their"
                        + " limit.",
                Schema.object()
                        .required("sql", sql())
                        .optional(
                                "analyze",
                                Schema.bool(
                                        "Run the statement, and show what really happened; not"
                                                + " everywhere allowed")),
                Plans.output(),
                (call, origin) ->
                        new Ask.Explain(
                                origin,
                                database(call.arguments()),
                                call.arguments().text("sql"),
                                call.arguments().flag("analyze", false)),
                _ -> answer -> Plans.result((Answer.Plan) answer));
    }

    /** Makes an ask of a call. */
    @FunctionalInterface
    private interface Asked {
        Ask ask(ToolCall call, Origin origin);
    }

    private Tool reading(
            String name,
            String title,
            String description,
            ObjectSchema input,
            ObjectSchema output,
            Asked asked,
            Function<ToolCall, Function<Answer, ToolResult>> shown) {
        return Tool.of(
                        name,
                        title,
                        description,
                        call -> {
                            Function<Answer, ToolResult> show = shown.apply(call);
                            Ask ask = asked.ask(call, Asking.origin(call.peer(), name));
                            Answer answer =
                                    asking.answer(
                                            call.peer(), call.cancellation(), call.progress(), ask);
                            return answer instanceof Answer.Denied denied
                                    ? Denials.result(denied.refusal())
                                    : show.apply(answer);
                        })
                .input(input.optional("database", databaseName()))
                .output(output)
                .annotated(ToolAnnotations.READS);
    }

    private static String database(Arguments arguments) {
        return arguments.optionalText("database").orElse("");
    }

    private static Answer.Sight sight(Answer answer) {
        return (Answer.Sight) answer;
    }

    private StringSchema databaseName() {
        String described = databases.size() == 1 ? "The database" : "Which database to ask";
        return Schema.string(described).oneOf(databases).fallback(databases.getFirst());
    }

    private static StringSchema name(String description) {
        return Schema.string(description).length(1, LONGEST_NAME);
    }

    private static StringSchema kind() {
        return Schema.string("Only this kind")
                .oneOf(Arrays.stream(RelationKind.values()).map(RelationKind::words).toList());
    }

    static StringSchema sql() {
        return Schema.string("One statement of PostgreSQL's SQL")
                .length(1, Integer.MAX_VALUE)
                .example("SELECT status, count(*) FROM orders GROUP BY status");
    }
}
