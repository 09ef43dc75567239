package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.completion.Completion;
import dev.gatehouse.mcp.completion.CompletionCall;
import java.util.List;
import java.util.stream.Stream;

/** Suggests the names of databases and tables; what a caller may not see is not suggested. */
record Completers(Asking asking) {

    private static final String METHOD = "completion/complete";

    Completion databases(CompletionCall call) {
        Ask.Roster ask = new Ask.Roster(Asking.origin(call.peer(), METHOD));
        return asking.databases(call.peer(), ask) instanceof Answer.Names(List<String> names)
                ? Completion.startingWith(call.value(), names)
                : Completion.NONE;
    }

    /** Tables by their bare names, and by their full ones. */
    Completion tables(CompletionCall call) {
        String database = call.others().getOrDefault("database", "");
        Ask ask = new Ask.Browse(Asking.origin(call.peer(), METHOD), database, false);
        if (!(asking.answer(call.peer(), call.cancellation(), ask) instanceof Answer.Sight sight)) {
            return Completion.NONE;
        }
        List<String> names =
                sight.catalog().relations().stream()
                        .map(Relation::name)
                        .flatMap(name -> Stream.of(name.name(), name.toString()))
                        .distinct()
                        .toList();
        return Completion.startingWith(call.value(), names);
    }
}
