package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcException;
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
    private final ChangeFeed changes;
    private final SessionMethods own;
    private final HandshakeAsker asker;

    public HandshakeEra(Host host) {
        this.host = host;
        this.guard = new Guard(host);
        ResourceDesk desk = new ResourceDesk(host);
        this.methods = new Methods(host, guard, desk);
        this.changes = new ChangeFeed(host);
        this.own = new SessionMethods(host, changes, desk);
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
        Optional<Method> method =
                methods.named(request.method()).or(() -> own.named(request.method()));
        Optional<Peer> peer = exchange.session().peer();
        if (method.isEmpty()) {
            return now(request, () -> refuse(Methods.unknown(request.method())));
        }
        if (peer.isEmpty()) {
            return now(request, () -> refuse(notInitialized()));
        }
        Peer known = exchange.sender().of(peer.get(), RequestMeta.trace(request.params()));
        Inquiry inquiry =
                new Inquiry(known, request.params(), exchange, exchange.session()::logLevel);
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

    /** A session is told of every list, and of what it subscribed to, from opening to end. */
    private void tellChanges(Carrier carrier) {
        Session session = carrier.session();
        Optional<Peer> peer = session.peer();
        if (changes.areTold() && peer.isPresent() && session.beginTelling()) {
            guard.run("telling changes", () -> startTelling(peer.get(), carrier));
        }
    }

    private void startTelling(Peer peer, Carrier carrier) {
        ChangeFeed.Seen start = changes.now();
        Thread.ofVirtual()
                .name("mcp-changes")
                .start(() -> guard.run("telling changes", () -> follow(start, peer, carrier)));
    }

    private void follow(ChangeFeed.Seen start, Peer peer, Carrier carrier) {
        Session session = carrier.session();
        var audience =
                new ChangeFeed.Audience(
                        peer,
                        changes.lists(),
                        session.subscriptions(),
                        Wire::object,
                        carrier.outbox()::send);
        changes.follow(start, session.ending(), session.ending(), audience);
    }

    private static ObjectNode refuse(RpcException mistake) {
        throw mistake;
    }

    private static RpcException notInitialized() {
        return new RpcException(
                ErrorCode.INVALID_REQUEST, "The session is not initialized: send initialize first");
    }
}
