package dev.gatehouse.mcp.host;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.schema.Mistake;
import java.util.List;

/** Something that the protocol answered by itself and that the embedding program should know of. */
public sealed interface Incident {

    /**
     * The program's own code failed. The client was told the id and nothing else.
     *
     * @param id ties this to what the client was told
     * @param method what was being answered
     * @param cause not for the client
     */
    record Failure(String id, String method, Throwable cause) implements Incident {}

    /**
     * A tool was called that the peer may not see, or that does not exist.
     *
     * @param name as the client sent it, shortened
     */
    record UnknownTool(Peer peer, String name) implements Incident {}

    /**
     * A tool was called with arguments that do not fit; it did not run.
     *
     * @param tool its name, or what the client sent as one; empty when that was no text
     * @param mistakes their messages quote what the client sent, so a log takes the places only;
     *     empty when there were no arguments to look at
     */
    record WrongArguments(Peer peer, String tool, List<Mistake> mistakes) implements Incident {
        public WrongArguments {
            mistakes = List.copyOf(mistakes);
        }
    }
}
