package dev.gatehouse.mcp.host;

import static java.util.Objects.requireNonNull;

/**
 * The {@code serverInfo} of the specification.
 *
 * @param name for programs
 * @param title for people
 * @param version the program's own version
 */
public record ServerInfo(String name, String title, String version) {

    public ServerInfo {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(version, "version is null");
    }
}
