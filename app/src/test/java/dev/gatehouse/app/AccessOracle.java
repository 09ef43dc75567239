package dev.gatehouse.app;

import dev.gatehouse.app.AccessAsk.Kind;
import dev.gatehouse.app.AccessLine.Era;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to come of each row for somebody who is known, by a few rules over {@link AccessRights}.
 *
 * @param http whether it is asked over HTTP
 */
record AccessOracle(AccessCaller.Known who, Era era, boolean http, Map<String, String> uris) {

    /** What has to come of it. */
    sealed interface Outcome {}

    /** The request is refused with a status. */
    record Turned(AccessCaller.Stranger like) implements Outcome {}

    /**
     * There is an answer.
     *
     * @param words at least one of which is in it, if there are any
     */
    record Answered(Set<String> words) implements Outcome {}

    /** It has exactly these names, in any order. */
    record Names(Collection<String> names) implements Outcome {}

    /** It is refused like something of which there is none, by this name in the request. */
    record Absent(String name) implements Outcome {}

    /** The tool is there, but not on this database. */
    record Elsewhere() implements Outcome {}

    /** There is no such method in this era. */
    record NoMethod() implements Outcome {}

    private static final Map<String, String> SCOPES =
            Map.of("query", "gatehouse:query", "describe_table", "gatehouse:schema");

    private static final Map<Kind, Era> ONLY_IN =
            Map.of(
                    Kind.GREET, Era.STATELESS,
                    Kind.LISTEN, Era.STATELESS,
                    Kind.PING, Era.HANDSHAKE,
                    Kind.SUBSCRIBE, Era.HANDSHAKE,
                    Kind.UNSUBSCRIBE, Era.HANDSHAKE);

    private static final List<String> TEMPLATES =
            List.of("schema://{database}", "schema://{database}/{table}");

    private static final List<String> PROMPTS = List.of("explore_database", "explain_query_plan");

    private static final Answered SOMETHING = new Answered(Set.of());

    private AccessRights reach() {
        return who.reach();
    }

    Outcome expected(AccessAsk ask) {
        if (ONLY_IN.getOrDefault(ask.kind(), era) != era) {
            return new NoMethod();
        }
        return switch (ask.kind()) {
            case UNKNOWN_METHOD -> new NoMethod();
            case GREET, PING, UNSUBSCRIBE -> SOMETHING;
            case LIST -> new Names(listed(ask.method()));
            case CALL -> called(ask);
            case READ -> read(ask);
            case SUBSCRIBE -> read(ask) instanceof Absent absent ? absent : SOMETHING;
            case PROMPT -> prompt(ask);
            case COMPLETE -> completed(ask);
            case LISTEN -> new Names(uris.keySet().stream().filter(this::isReadable).toList());
        };
    }

    private Collection<String> listed(String method) {
        return switch (method) {
            case "tools/list" -> reach().toolNames();
            case "resources/list" ->
                    reach().hasResources() ? List.of("databases://list") : List.of();
            case "resources/templates/list" -> reach().hasTemplates() ? TEMPLATES : List.of();
            case "prompts/list" -> PROMPTS.stream().filter(reach()::hasPrompt).toList();
            default -> throw new AssertionError("what does " + method + " list?");
        };
    }

    private Outcome called(AccessAsk ask) {
        String tool = ask.subject();
        if (http && who.withheld().contains(tool) && who.rights().toolNames().contains(tool)) {
            String scopes = "gatehouse:read " + SCOPES.get(tool);
            return new Turned(AccessCallers.insufficient(who.id(), scopes));
        }
        if (!reach().toolNames().contains(tool)) {
            return new Absent(tool);
        }
        if (!reach().mayUse(ask.database())) {
            return new Absent(ask.database());
        }
        if (!reach().mayCall(tool, ask.database())) {
            return new Elsewhere();
        }
        // It tells of what has changed only.
        return tool.equals("refresh_schema") ? SOMETHING : telling(ask.database());
    }

    private static Answered telling(String database) {
        return new Answered(AccessWorld.WORDS.getOrDefault(database, Set.of()));
    }

    private boolean isReadable(String uri) {
        String database = uris.getOrDefault(uri, "");
        return database.isEmpty()
                ? reach().hasResources()
                : reach().hasTemplates() && reach().mayLook(database);
    }

    private Outcome read(AccessAsk ask) {
        if (isReadable(ask.subject())) {
            return ask.database().isEmpty()
                    ? new Answered(Set.copyOf(reach().databases()))
                    : telling(ask.database());
        }
        boolean isUnknown = ask.database().isEmpty() || !reach().hasTemplates();
        return new Absent(isUnknown ? ask.subject() : ask.database());
    }

    private Outcome prompt(AccessAsk ask) {
        if (!reach().hasPrompt(ask.subject())) {
            return new Absent(ask.subject());
        }
        return reach().mayUse(ask.database()) ? SOMETHING : new Absent(ask.database());
    }

    private Outcome completed(AccessAsk ask) {
        boolean isThere =
                ask.subject().startsWith("schema:")
                        ? reach().hasTemplates()
                        : reach().hasPrompt(ask.subject());
        return isThere ? new Names(suggested(ask)) : new Absent(ask.subject());
    }

    private Collection<String> suggested(AccessAsk ask) {
        return switch (ask.argument()) {
            case "database" -> reach().databases();
            case "table" -> tables(ask.database());
            default -> List.of();
        };
    }

    /** Of the database that was named, or else of the first. */
    private Collection<String> tables(String named) {
        String database =
                named.isEmpty() ? reach().databases().stream().findFirst().orElse("") : named;
        if (!reach().mayLook(database)) {
            return List.of();
        }
        return database.equals("zqbank")
                ? List.of("zqgems", "zqvault.zqgems")
                : List.of("zqnovels", "zqshelf.zqnovels");
    }

    /** The words of the databases that may stand in an answer, beside those of the request. */
    Set<String> sayable(AccessAsk ask, Outcome outcome) {
        Set<String> words = new HashSet<>(reach().databases());
        switch (outcome) {
            case Answered(Set<String> told) -> words.addAll(told);
            case Names(Collection<String> names) ->
                    names.forEach(name -> words.addAll(List.of(name.split("\\W+"))));
            case Turned _, Absent _, Elsewhere _, NoMethod _ -> {
                // Nothing of any.
            }
        }
        return words;
    }

    /** The code under which a call stands on the trail; empty when it was answered. */
    static Optional<String> code(AccessAsk ask, Outcome outcome) {
        return switch (outcome) {
            case Answered _, Names _, NoMethod _ -> Optional.empty();
            case Turned(AccessCaller.Stranger like) -> Optional.of(like.code());
            case Elsewhere _ -> Optional.of("TOOL_UNKNOWN");
            case Absent(String name) ->
                    Optional.of(name.equals(ask.subject()) ? "TOOL_UNKNOWN" : "ARGUMENTS_INVALID");
        };
    }
}
