package dev.gatehouse.mcp.peer;

import static java.util.Objects.requireNonNull;

/**
 * What the client program says it is. It is not verified: for display and the audit trail, never
 * for a decision.
 *
 * @param name the program's name, at most {@value #LONGEST} characters
 * @param version the program's version, at most {@value #LONGEST} characters
 */
public record ClientInfo(String name, String version) {

    private static final int LONGEST = 200;

    /** What stands for a client that says nothing about itself. */
    public static final ClientInfo UNKNOWN = new ClientInfo("unknown", "unknown");

    public ClientInfo {
        name = cut(requireNonNull(name, "name is null"));
        version = cut(requireNonNull(version, "version is null"));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
