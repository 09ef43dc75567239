package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.tool.Progress;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Progress of one request as {@code notifications/progress}, for a client that gave a token. */
final class ProgressNotifications implements Progress {

    private final Exchange exchange;
    private final Revision revision;
    private final Optional<RequestId> token;
    private double furthest = Double.NEGATIVE_INFINITY;

    /**
     * @param params of the request; its {@code _meta.progressToken} is a string or an integer, or
     *     the client did not ask
     */
    ProgressNotifications(Exchange exchange, Revision revision, ObjectNode params) {
        this.exchange = exchange;
        this.revision = revision;
        this.token = RequestId.of(params.path("_meta").path("progressToken"));
    }

    @Override
    public boolean isWanted() {
        return token.isPresent();
    }

    @Override
    public void report(double done, String message) {
        report(done, OptionalDouble.empty(), message);
    }

    @Override
    public void report(double done, double total, String message) {
        report(done, OptionalDouble.of(total), message);
    }

    private void report(double done, OptionalDouble total, String message) {
        token.ifPresent(
                asked -> exchange.flight().whileOpen(() -> send(asked, done, total, message)));
    }

    /** Runs under the flight's lock, which also guards {@link #furthest}. */
    private void send(RequestId asked, double done, OptionalDouble total, String message) {
        boolean further = done > furthest && Double.isFinite(done);
        if (!further || !Double.isFinite(total.orElse(0))) {
            return;
        }
        furthest = done;
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", asked.toJson());
        params.put("progress", done);
        total.ifPresent(whole -> params.put("total", whole));
        if (revision.has(Feature.PROGRESS_MESSAGES)) {
            params.put("message", message);
        }
        exchange.outbox().send(new Message.Notification("notifications/progress", params));
    }
}
