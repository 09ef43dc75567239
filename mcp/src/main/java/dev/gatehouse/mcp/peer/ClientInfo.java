package dev.gatehouse.mcp.peer;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.json.Excerpt;

/**
 * What the client program says it is. It is not verified: for display and the audit trail, never
 * for a decision.
 *
 * @param name the program's name, cut to {@value #LONGEST} characters
 * @param version the program's version, cut to {@value #LONGEST} characters
 */
public record ClientInfo(String name, String version) {

    private static final int LONGEST = 200;

    /** What stands for a client that says nothing about itself. */
    public static final ClientInfo UNKNOWN = new ClientInfo("unknown", "unknown");

    public ClientInfo {
        name = Excerpt.of(requireNonNull(name, "name is null"), LONGEST);
        version = Excerpt.of(requireNonNull(version, "version is null"), LONGEST);
    }
}
