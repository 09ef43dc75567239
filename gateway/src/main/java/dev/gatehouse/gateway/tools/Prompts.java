package dev.gatehouse.gateway.tools;

import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.prompt.PromptCall;
import dev.gatehouse.mcp.prompt.PromptMessage;
import dev.gatehouse.mcp.prompt.PromptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Ways to begin that people choose from a menu of their client. */
final class Prompts {

    private Prompts() {}

    /**
     * Those that speak of tools that there are.
     *
     * @param databases the names of the databases, the default first
     * @param tools whether there is a tool of this name
     */
    static List<Prompt> prompts(
            List<String> databases, Completers completers, Predicate<String> tools) {
        PromptArgument database =
                PromptArgument.optional("database", "Database", "Which database; else the default")
                        .completing(completers::databases);
        List<Prompt> prompts = new ArrayList<>();
        if (tools.test("search_schema")) {
            prompts.add(exploring(databases, database));
        }
        if (tools.test("explain")) {
            prompts.add(explaining(databases, database));
        }
        return prompts;
    }

    private static Prompt exploring(List<String> databases, PromptArgument database) {
        return Prompt.of(
                "explore_database",
                "Explore a database",
                "Finds out what a database is about, or what it can say to a question.",
                List.of(
                        PromptArgument.optional("question", "Question", "What you want to know"),
                        database),
                call -> about(call, databases, name -> explore(call, name)));
    }

    private static Prompt explaining(List<String> databases, PromptArgument database) {
        return Prompt.of(
                "explain_query_plan",
                "Explain a query plan",
                "Tells in plain words how the database would run a query, and what makes it slow.",
                List.of(PromptArgument.required("sql", "SQL", "The SELECT to explain"), database),
                call -> about(call, databases, name -> explain(call, name)));
    }

    /** Clients send an empty text for what was left empty in a form. */
    private static PromptResult about(
            PromptCall call, List<String> databases, Function<String, String> words) {
        String database = filled(call, "database").orElse(databases.getFirst());
        return databases.contains(database)
                ? PromptResult.of(PromptMessage.user(words.apply(database)))
                : new PromptResult.Unfit(
                        "There is no such database; there is: " + String.join(", ", databases));
    }

    private static Optional<String> filled(PromptCall call, String argument) {
        return call.optionalText(argument).filter(text -> !text.isBlank());
    }

    private static String explore(PromptCall call, String database) {
        String goal =
                filled(call, "question")
                        .map(question -> "Answer this question from it: " + question)
                        .orElse("Tell me what it is about, and three questions it could answer.");
        return """
        Explore the database `%s` with the Gatehouse tools. Find its tables with `search_schema` \
        where you know what to look for, or list them; describe those that matter, and look at a few rows before you rely on what a column seems to mean. %s
        Show the SQL that you rely on, and say what you could not find out."""
                .formatted(database, goal);
    }

    private static String explain(PromptCall call, String database) {
        return """
        Use the Gatehouse tool `explain` on the database `%s` for this query, and tell me in plain \
        words how it would run, which step costs most and why, and what would make it cheaper:

        %s"""
                .formatted(database, call.text("sql"));
    }
}
