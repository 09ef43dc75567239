package dev.gatehouse.core.engine;

import java.util.List;
import java.util.Optional;

/**
 * What a database's session is told of the caller for one statement, so that the database's own
 * rules, such as row level security, can go by it. Nothing of it outlives the statement. Holds
 * attributes of the caller: for operators, not for callers.
 *
 * @param settings in the order in which they are told
 * @param role the role of the database that the statement runs as; empty for the one that logged in
 */
public record SessionContext(List<Told> settings, Optional<String> role) {

    /** Nothing is told, and the statement runs as the role that logged in. */
    public static final SessionContext EMPTY = new SessionContext(List.of(), Optional.empty());

    /** One setting of the session. */
    public record Told(String setting, String value) {

        @Override
        public String toString() {
            return setting + " = " + value;
        }
    }

    public SessionContext {
        settings = List.copyOf(settings);
    }

    /** Whether nothing is told. */
    public boolean isEmpty() {
        return settings.isEmpty() && role.isEmpty();
    }
}
