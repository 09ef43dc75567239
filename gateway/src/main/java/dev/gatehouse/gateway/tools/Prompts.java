package dev.gatehouse.gateway.tools;

import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.prompt.PromptCall;
import dev.gatehouse.mcp.prompt.PromptMessage;
import dev.gatehouse.mcp.prompt.PromptResult;
import java.util.List;

/** Ways to begin that people choose from a menu of their client. */
final class Prompts {

    private Prompts() {}

    /**
     * @param databases the names of the databases, the default first
     */
    static List<Prompt> prompts(List<String> databases, Completers completers) {
        PromptArgument database =
                PromptArgument.optional("database", "Database", "Which database; else the default")
                        .completing(completers::databases);
        return List.of(
                Prompt.of(
                        "explore_database",
                        "Explore a database",
                        "Finds out what a database is about, or what it can say to a question.",
                        List.of(
                                PromptArgument.optional(
                                        "question", "Question", "What you want to know"),
                                database),
                        call -> explore(call, databases.getFirst())),
                Prompt.of(
                        "explain_query_plan",
                        "Explain a query plan",
                        "Tells in plain words how the database would run a query, and what makes it slow.",
                        List.of(
                                PromptArgument.required("sql", "SQL", "The SELECT to explain"),
                                database),
                        call -> explain(call, databases.getFirst())));
    }

    private static PromptResult explore(PromptCall call, String fallback) {
        String database = call.optionalText("database").orElse(fallback);
        String goal =
                call.optionalText("question")
                        .map(question -> "Answer this question from it: " + question)
                        .orElse("Tell me what it is about, and three questions it could answer.");
        return PromptResult.of(
                PromptMessage.user(
                        """
                        Explore the database `%s` with the Gatehouse tools. List its tables, describe those that \
                        matter, and look at a few rows before you rely on what a column seems to mean. %s
                        Show the SQL that you rely on, and say what you could not find out."""
                                .formatted(database, goal)));
    }

    private static PromptResult explain(PromptCall call, String fallback) {
        return PromptResult.of(
                PromptMessage.user(
                        """
                        Use the Gatehouse tool `explain` on the database `%s` for this query, and tell me in plain \
                        words how it would run, which step costs most and why, and what would make it cheaper:

                        %s"""
                                .formatted(
                                        call.optionalText("database").orElse(fallback),
                                        call.text("sql"))));
    }
}
