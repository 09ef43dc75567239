package dev.gatehouse.mcp.host;

import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
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
     * What came was too long, no JSON, no message of the protocol, or not sent as it has to be. It
     * may be a flood: whoever hears of these keeps that in bounds.
     */
    record Unreadable(Principal principal) implements Incident {}

    /**
     * A request over HTTP named no session, or none that is open for its caller. It may be a flood,
     * too.
     *
     * @param foreign whether the session is open, and somebody else's; the client is not told
     */
    record NoSession(Principal principal, boolean foreign) implements Incident {}

    /**
     * A tool was called over HTTP with a token that does not reach as far; it did not run. It may
     * be a flood, too.
     */
    record NotCleared(Principal principal) implements Incident {}

    /**
     * A request over HTTP found no room beside others, of all clients or of the same. It may be a
     * flood, too.
     */
    record Crowded(Principal principal) implements Incident {}

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

    /**
     * A resource was read that the peer may not see, or that does not exist; no reader ran.
     *
     * @param uri as the client sent it, shortened
     */
    record UnknownResource(Peer peer, String uri) implements Incident {}

    /**
     * A prompt was asked for that the peer may not see, or that does not exist.
     *
     * @param name as the client sent it, shortened
     */
    record UnknownPrompt(Peer peer, String name) implements Incident {}

    /**
     * A prompt was asked for without what it needs, or with what it does not have; it was not
     * rendered.
     *
     * @param arguments the names of those that are wrong, shortened
     */
    record WrongPromptArguments(Peer peer, String prompt, List<String> arguments)
            implements Incident {
        public WrongPromptArguments {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Suggestions were asked for about a prompt, a template or one of their arguments that the peer
     * may not see, or that does not exist.
     *
     * @param reference as the client sent it, shortened
     */
    record UnknownReference(Peer peer, String reference) implements Incident {}

    /**
     * A request carried a {@code requestState} that was not taken: expired, or not given out for
     * this principal and this request, as when somebody tries to make one up. Nothing ran.
     *
     * @param method of the request
     * @param expired whether it was a real one, and too old
     */
    record RefusedState(Peer peer, String method, boolean expired) implements Incident {}
}
