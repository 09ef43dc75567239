package dev.gatehouse.app.clients;

import java.util.List;

/** Where a client finds a server. */
public sealed interface Server {

    /** At a URL, over Streamable HTTP. */
    record Http(String url) implements Server {}

    /** In a process that the client starts, over its standard streams. */
    record Stdio(List<String> command) implements Server {
        public Stdio {
            command = List.copyOf(command);
        }
    }

    /** As it stands on a command line. */
    default List<String> target() {
        return switch (this) {
            case Http(String url) -> List.of(url);
            case Stdio(List<String> command) -> command;
        };
    }
}
