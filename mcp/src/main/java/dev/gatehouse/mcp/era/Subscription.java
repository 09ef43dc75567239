package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code subscriptions/listen} of the stateless era (MCP 2026-07-28, subscriptions): open until
 * the client cancels it or the connection ends. It keeps nothing of the request but its id.
 *
 * @param kinds the lists that it hears of: asked for, and known to this server
 */
record Subscription(RequestId id, Set<Kind> kinds, Exchange exchange) {

    private static final String ID = "io.modelcontextprotocol/subscriptionId";

    /**
     * The subscription that {@code params} ask for.
     *
     * @param told the lists whose changes are ever told
     * @throws RpcException when the parameters do not fit
     */
    static Subscription of(RequestId id, ObjectNode params, Set<Kind> told, Exchange exchange) {
        if (!(params.path("notifications") instanceof ObjectNode filter)) {
            throw RpcException.invalidParams("\"notifications\" is an object");
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode wanted = filter.path(field(kind));
            if (!wanted.isBoolean() && !wanted.isMissingNode()) {
                throw RpcException.invalidParams("\"" + field(kind) + "\" is true or false");
            }
            if (wanted.asBoolean(false) && told.contains(kind)) {
                kinds.add(kind);
            }
        }
        return new Subscription(id, kinds, exchange);
    }

    /** Serves the subscription until it ends, and gives what its result says about it. */
    ObjectNode serve(ListChanges changes) {
        // A change between here and the acknowledgement is told behind it.
        ListChanges.Seen start = changes.now();
        send(acknowledgement());
        changes.follow(
                start,
                exchange.flight().cancellation(),
                exchange.session().ending(),
                () -> kinds.forEach(kind -> send(ListChanges.notification(kind, params()))));
        return meta();
    }

    private Message.Notification acknowledgement() {
        ObjectNode params = params();
        ObjectNode honored = params.putObject("notifications");
        kinds.forEach(kind -> honored.put(field(kind), true));
        return new Message.Notification("notifications/subscriptions/acknowledged", params);
    }

    private void send(Message.Notification notification) {
        exchange.flight().whileOpen(() -> exchange.outbox().send(notification));
    }

    private ObjectNode params() {
        ObjectNode params = Wire.object();
        params.set("_meta", meta());
        return params;
    }

    private ObjectNode meta() {
        ObjectNode meta = Wire.object();
        meta.set(ID, id.toJson());
        return meta;
    }

    private static String field(Kind kind) {
        return kind.text() + "ListChanged";
    }
}
