package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.LogLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revision 2026-07-28: no handshake, each request says by itself who sends it and what it
 * speaks, and nothing is remembered from one request to the next.
 */
public final class StatelessEra implements Era {

    /** The methods that only this era has. */
    static final Set<String> OWN_METHODS = Set.of("server/discover", "subscriptions/listen");

    private final Host host;
    private final Guard guard;
    private final Methods methods;
    private final ChangeFeed changes;
    private final ResourceDesk desk;
    private final StatelessAsker asker;

    public StatelessEra(Host host) {
        this.host = host;
        this.guard = new Guard(host);
        this.desk = new ResourceDesk(host);
        this.methods = new Methods(host, guard, desk);
        this.changes = new ChangeFeed(host);
        this.asker = new StatelessAsker(host);
    }

    @Override
    public Answer answer(Message.Request request, Exchange exchange) {
        try {
            RequestMeta meta = RequestMeta.of(request.params());
            Peer peer = exchange.sender().of(meta.peer(exchange.session()), meta.trace());
            return answer(
                    request, new Inquiry(peer, request.params(), exchange, () -> logLevel(meta)));
        } catch (RpcException mistake) {
            return new Answer.Now(new Message.ErrorResponse(request.id(), mistake.error()));
        }
    }

    @Override
    public void hear(Message.Notification notification, Carrier carrier) {
        CancelNotice.hear(notification, carrier.flights());
    }

    private Optional<LogLevel> logLevel(RequestMeta meta) {
        return host.offering().logs() ? meta.logLevel() : Optional.empty();
    }

    private Answer answer(Message.Request request, Inquiry inquiry) {
        return switch (request.method()) {
            case "server/discover" ->
                    new Answer.Now(
                            guard.answer(request, () -> discover(inquiry.peer().revision())));
            case "subscriptions/listen" -> listen(request, inquiry);
            default -> offered(request, inquiry);
        };
    }

    private Answer listen(Message.Request request, Inquiry inquiry) {
        Subscription subscription = Subscription.of(request.id(), inquiry, changes);
        var slim = new Message.Request(request.id(), request.method(), Wire.object());
        return new Answer.Stream(() -> guard.answer(slim, () -> closed(subscription)));
    }

    private ObjectNode closed(Subscription subscription) {
        ObjectNode meta = subscription.serve(changes, desk);
        Wire wire = new Wire(subscription.inquiry().peer().revision());
        ObjectNode result = complete(Wire.object(), wire);
        ((ObjectNode) result.path("_meta")).setAll(meta);
        return result;
    }

    private Answer offered(Message.Request request, Inquiry inquiry) {
        Method method =
                methods.named(request.method())
                        .orElseThrow(() -> Methods.unknown(request.method()));
        Supplier<ObjectNode> work = () -> finished(request.method(), method, inquiry);
        return method.kind().apply(() -> guard.answer(request, work));
    }

    private ObjectNode finished(String name, Method method, Inquiry inquiry) {
        Wire wire = new Wire(inquiry.peer().revision());
        return switch (asker.settle(name, method, inquiry)) {
            case StatelessAsker.Settled.Complete(ObjectNode result, boolean asked)
                    when method.cacheable() ->
                    cacheable(result, asked ? Duration.ZERO : host.offering().freshness(), wire);
            case StatelessAsker.Settled.Complete(ObjectNode result, _) -> complete(result, wire);
            case StatelessAsker.Settled.InputRequired(ObjectNode result) ->
                    typed("input_required", result, wire);
        };
    }

    private ObjectNode discover(Revision revision) {
        Wire wire = new Wire(revision);
        ObjectNode result = Wire.object();
        result.set("supportedVersions", RequestMeta.supported());
        result.set("capabilities", wire.capabilities(host.offering()));
        if (!host.instructions().isEmpty()) {
            result.put("instructions", host.instructions());
        }
        return cacheable(result, host.offering().freshness(), wire);
    }

    /** {@code CacheableResult}: what is offered depends on who asks, so it is never shared. */
    private ObjectNode cacheable(ObjectNode result, Duration freshness, Wire wire) {
        result.put("ttlMs", Math.max(0, freshness.toMillis()));
        result.put("cacheScope", "private");
        return complete(result, wire);
    }

    private ObjectNode complete(ObjectNode result, Wire wire) {
        return typed("complete", result, wire);
    }

    private ObjectNode typed(String type, ObjectNode result, Wire wire) {
        result.put("resultType", type);
        result.putObject("_meta").set(RequestMeta.SERVER, wire.serverInfo(host.server()));
        return result;
    }
}
