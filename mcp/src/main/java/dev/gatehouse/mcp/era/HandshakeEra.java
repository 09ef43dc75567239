package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.Cancellation;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revisions 2024-11-05 to 2025-11-25: a session begins with {@code initialize}, and what was
 * agreed there holds for all that follows.
 */
public final class HandshakeEra implements Era {

    private final Host host;
    private final Guard guard;
    private final Methods methods;
    private final ListChanges changes;
    private final HandshakeAsker asker;

    public HandshakeEra(Host host) {
        this.host = host;
        this.guard = new Guard(host);
        this.methods = new Methods(host, guard);
        this.changes = new ListChanges(host);
        this.asker = new HandshakeAsker(host);
    }

    @Override
    public Answer answer(Message.Request request, Exchange exchange) {
        return switch (request.method()) {
            case "initialize" -> now(request, () -> initialize(request, exchange.session()));
            case "ping" -> now(request, JsonNodeFactory.instance::objectNode);
            default -> offered(request, exchange);
        };
    }

    @Override
    public void hear(Message.Notification notification, Carrier carrier) {
        switch (notification.method()) {
            case "notifications/initialized" -> tellChanges(carrier);
            default -> CancelNotice.hear(notification, carrier.flights());
        }
    }

    private Answer now(Message.Request request, Supplier<ObjectNode> work) {
        return new Answer.Now(guard.answer(request, work));
    }

    /** An answer about what is offered: it needs an open session. */
    private Answer offered(Message.Request request, Exchange exchange) {
        Optional<Method> method = methods.named(request.method());
        Optional<Peer> peer = exchange.session().peer();
        if (method.isEmpty()) {
            return now(request, () -> refuse(Methods.unknown(request.method())));
        }
        if (peer.isEmpty()) {
            return now(request, () -> refuse(notInitialized()));
        }
        Inquiry inquiry = new Inquiry(peer.get(), request.params(), exchange);
        Supplier<ObjectNode> work = () -> asker.settle(method.get().work().apply(inquiry), inquiry);
        return method.get().kind().apply(() -> guard.answer(request, work));
    }

    private ObjectNode initialize(Message.Request request, Session session) {
        InitializeParams params = InitializeParams.of(request.params());
        if (!session.open(params.client(), params.revision(), params.capabilities())) {
            throw new RpcException(ErrorCode.INVALID_REQUEST, "The session is initialized already");
        }
        return initialized(params.revision());
    }

    private ObjectNode initialized(Revision revision) {
        Wire wire = new Wire(revision);
        ObjectNode result = Wire.object().put("protocolVersion", revision.text());
        result.set("capabilities", wire.capabilities(host.offering()));
        result.set("serverInfo", wire.serverInfo(host.server()));
        if (!host.instructions().isEmpty()) {
            result.put("instructions", host.instructions());
        }
        return result;
    }

    /** A session is told of every list, from its opening to its end. */
    private void tellChanges(Carrier carrier) {
        Session session = carrier.session();
        boolean opened = session.peer().isPresent();
        if (changes.areTold() && opened && session.beginTelling()) {
            guard.run("list_changed", () -> startTelling(carrier));
        }
    }

    private void startTelling(Carrier carrier) {
        ListChanges.Seen start = changes.now();
        Thread.ofVirtual()
                .name("mcp-changes")
                .start(() -> guard.run("list_changed", () -> follow(start, carrier)));
    }

    private void follow(ListChanges.Seen start, Carrier carrier) {
        Cancellation ending = carrier.session().ending();
        changes.follow(start, ending, ending, () -> sendChanges(carrier.outbox()));
    }

    private void sendChanges(Outbox outbox) {
        host.offering().kinds().stream()
                .sorted()
                .map(kind -> ListChanges.notification(kind, Wire.object()))
                .forEach(outbox::send);
    }

    private static ObjectNode refuse(RpcException mistake) {
        throw mistake;
    }

    private static RpcException notInitialized() {
        return new RpcException(
                ErrorCode.INVALID_REQUEST, "The session is not initialized: send initialize first");
    }
}
