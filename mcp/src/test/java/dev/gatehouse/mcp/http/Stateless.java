package dev.gatehouse.mcp.http;

import static dev.gatehouse.mcp.fixture.PipedClient.META;

import dev.gatehouse.mcp.http.Exchanges.Answer;
import dev.gatehouse.mcp.peer.Principal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A request of the revision 2026-07-28 as a client sends it: by itself, and repeated in headers.
 * Single quotes stand for double ones.
 */
record Stateless(String method, Map<String, String> headers, String body) {

    static final String REVISION = "2026-07-28";

    /** A request with id 7. */
    static Stateless of(String method, String name, String params) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("MCP-Protocol-Version", REVISION);
        headers.put("Mcp-Method", method);
        headers.put("Mcp-Name", name);
        String more = params.equals("{}") ? "}" : "," + params.substring(1);
        String body =
                "{'jsonrpc':'2.0','id':7,'method':'%s','params':{'_meta':%s%s}"
                        .formatted(method, META, more);
        return new Stateless(method, headers, body);
    }

    static Stateless of(String method) {
        return of(method, "", "{}");
    }

    /** A call of a tool. */
    static Stateless call(String tool, String arguments) {
        return of("tools/call", tool, "{'name':'%s','arguments':%s}".formatted(tool, arguments));
    }

    /** A subscription to changes of tools. */
    static Stateless listen() {
        return of("subscriptions/listen", "", "{'notifications':{'toolsListChanged':true}}");
    }

    /** The same with another value of a header; an empty one is none. */
    Stateless with(String name, String value) {
        Map<String, String> other = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        other.putAll(headers);
        other.put(name, value);
        return new Stateless(method, other, body);
    }

    /** The same with another text in place of one in the body. */
    Stateless saying(String text, String instead) {
        return new Stateless(method, headers, body.replace(text, instead));
    }

    Answer sendTo(Exchanges endpoint, Principal principal) {
        return endpoint.post(principal, headers, body);
    }

    CompletableFuture<Answer> sendLater(Exchanges endpoint, Principal principal, Answer answer) {
        return endpoint.later("POST", principal, headers, body, answer);
    }
}
