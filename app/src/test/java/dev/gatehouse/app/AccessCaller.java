package dev.gatehouse.app;

import dev.gatehouse.app.AccessLine.Era;
import java.util.Set;
import java.util.TreeSet;

/**
 * A column of the matrix: somebody, and what is to become of them.
 *
 * @param name in words
 * @param opening how it comes in
 */
record AccessCaller(String name, Opening opening, Standing handshake, Standing stateless) {

    /** What a caller is to a server. */
    sealed interface Standing {}

    /**
     * Somebody who is turned away.
     *
     * @param challenge what WWW-Authenticate says, as a regular expression; empty for none
     * @param caller as on the audit trail
     * @param code the reason, there
     */
    record Stranger(int status, String challenge, String caller, String code) implements Standing {

        /** Nobody that is known. */
        Stranger(int status, String challenge, String code) {
            this(status, challenge, "(unidentified)", code);
        }
    }

    /**
     * Somebody.
     *
     * @param id as on the audit trail
     * @param rights what roles and confines permit
     * @param withheld tools that the credential does not reach by its scopes
     */
    record Known(String id, AccessRights rights, Set<String> withheld) implements Standing {

        Known(String id, AccessRights rights) {
            this(id, rights, Set.of());
        }

        /** What is left of the rights without what is withheld. */
        AccessRights reach() {
            AccessRights left = AccessRights.NONE;
            for (String database : rights.databases()) {
                Set<String> tools = new TreeSet<>(rights.tools().getOrDefault(database, Set.of()));
                tools.removeAll(withheld);
                left = left.and(database, tools);
            }
            return left;
        }
    }

    /** Makes a line of the caller. */
    @FunctionalInterface
    interface Opening {
        AccessLine line(Era era) throws Exception;
    }

    static AccessCaller of(String name, Standing standing, Opening opening) {
        return new AccessCaller(name, opening, standing, standing);
    }

    Standing standing(Era era) {
        return switch (era) {
            case HANDSHAKE -> handshake;
            case STATELESS -> stateless;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
