package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcError;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an answer of whatever happens: no request stays without one, and no failure is told
 * outside.
 */
final class Guard {

    private final Host host;

    Guard(Host host) {
        this.host = host;
    }

    /**
     * The answer to {@code request}: the result of {@code work}, or the error in which it ended.
     */
    Message answer(Message.Request request, Supplier<ObjectNode> work) {
        try {
            return new Message.Response(request.id(), work.get());
        } catch (RpcException e) {
            return new Message.ErrorResponse(request.id(), e.error());
        } catch (RuntimeException | Error e) {
            RpcError error = new RpcError(ErrorCode.INTERNAL_ERROR, failed(request.method(), e));
            return new Message.ErrorResponse(request.id(), error);
        }
    }

    /** Runs what nobody waits for. */
    void run(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failed(what, e);
        }
    }

    /** Reports a failure and gives the words that the client may hear about it. */
    String failed(String method, Throwable cause) {
        String id = host.ids().get();
        try {
            host.incidents().report(new Incident.Failure(id, method, cause));
        } catch (RuntimeException deaf) {
            // The client is answered all the same; there is nobody else to tell.
            cause.addSuppressed(deaf);
        }
        return "Internal error " + id + ": this is a fault of the server, not of the request";
    }
}
