package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.resource.ReadCall;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.resource.Resource;
import dev.gatehouse.mcp.resource.ResourceTemplate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the databases contain, as resources that a person can put into a conversation. */
final class SchemaResources {

    private static final String METHOD = "resources/read";
    private static final String TEXT = "text/plain";
    private static final int MOST_TABLES = 200;

    /** Refusals of something that does not exist for this caller. */
    private static final Set<Code> ABSENT =
            Set.of(Code.DATABASE_UNKNOWN, Code.RELATION_UNAVAILABLE);

    private SchemaResources() {}

    static List<Resource> resources(Asking asking) {
        return List.of(
                Resource.of(
                        "databases://list",
                        "databases",
                        "Databases",
                        "The databases that can be asked, the default first, one to a line.",
                        TEXT,
                        call ->
                                read(
                                        call,
                                        asking.databases(
                                                call.peer(),
                                                new Ask.Roster(
                                                        Asking.origin(call.peer(), METHOD))))));
    }

    static List<ResourceTemplate> templates(Asking asking, Completers completers) {
        return List.of(
                template(
                                SchemaTags.SCHEMA.text(),
                                "schema",
                                "Schema of a database",
                                "Its tables and views, with kind, estimated rows and comment.",
                                asking,
                                call ->
                                        new Ask.Browse(
                                                Asking.origin(call.peer(), METHOD),
                                                call.variable("database"),
                                                false))
                        .completing("database", completers::databases),
                template(
                                SchemaTags.TABLE.text(),
                                "table",
                                "Table of a database",
                                "Columns, keys and indexes of a table, named bare or with its schema.",
                                asking,
                                call ->
                                        new Ask.Describe(
                                                Asking.origin(call.peer(), METHOD),
                                                call.variable("database"),
                                                "",
                                                call.variable("table")))
                        .completing("database", completers::databases)
                        .completing("table", completers::tables));
    }

    private static ResourceTemplate template(
            String template,
            String name,
            String title,
            String description,
            Asking asking,
            Function<ReadCall, Ask> ask) {
        return ResourceTemplate.of(
                template,
                name,
                title,
                description,
                TEXT,
                call ->
                        read(
                                call,
                                asking.answer(
                                        call.peer(),
                                        call.cancellation(),
                                        call.progress(),
                                        ask.apply(call))));
    }

    private static ReadResult read(ReadCall call, Answer answer) {
        return switch (answer) {
            case Answer.Names(List<String> databases) ->
                    call.text(TEXT, String.join("\n", databases));
            case Answer.Sight sight -> call.text(TEXT, tables(sight));
            case Answer.Portrait portrait ->
                    call.text(TEXT, PortraitText.of(PortraitPage.first(portrait)));
            case Answer.Denied(Refusal refusal) when ABSENT.contains(refusal.code()) ->
                    new ReadResult.NotFound();
            case Answer.Denied(Refusal refusal) -> new ReadResult.Refused(Denials.text(refusal));
            case Answer.Table _, Answer.Plan _ ->
                    throw new IllegalStateException("rows are no schema");
        };
    }

    private static String tables(Answer.Sight sight) {
        var relations = sight.catalog().relations();
        String shown =
                relations.stream()
                        .limit(MOST_TABLES)
                        .map(Heading::text)
                        .collect(Collectors.joining("\n"));
        return relations.size() <= MOST_TABLES
                ? shown
                : shown
                        + "\n("
                        + relations.size()
                        + " in all; list_tables tells the rest, search_schema finds some)";
    }
}
