package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Cursor;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revisions 2024-11-05 to 2025-11-25: a session begins with {@code initialize}, and what was
 * agreed there holds for all that follows.
 */
public final class HandshakeEra implements Era {

    private static final int LONGEST_NAME = 100;

    private final Host host;
    private final Guard guard;
    private final ToolRunner runner;

    public HandshakeEra(Host host) {
        this.host = host;
        this.guard = new Guard(host);
        this.runner = new ToolRunner(host, guard);
    }

    @Override
    public Answer answer(Message.Request request, Exchange exchange) {
        return switch (request.method()) {
            case "initialize" -> now(request, () -> initialize(request, exchange.session()));
            case "ping" -> now(request, JsonNodeFactory.instance::objectNode);
            case "tools/list" ->
                    opened(request, exchange, Answer.Lookup::new, peer -> listTools(request, peer));
            case "tools/call" ->
                    opened(
                            request,
                            exchange,
                            Answer.Call::new,
                            peer -> callTool(request, peer, exchange));
            default -> now(request, () -> unknownMethod(request.method()));
        };
    }

    @Override
    public void hear(Message.Notification notification, Flights flights) {
        if (notification.method().equals("notifications/cancelled")) {
            RequestId.of(notification.params().path("requestId")).ifPresent(flights::cancel);
        }
    }

    private Answer now(Message.Request request, Supplier<ObjectNode> work) {
        return new Answer.Now(guard.answer(request, work));
    }

    /** An answer that needs an open session, and is {@code kind} of work. */
    private Answer opened(
            Message.Request request,
            Exchange exchange,
            Function<Supplier<Message>, Answer> kind,
            Function<Peer, ObjectNode> work) {
        Optional<Peer> peer = exchange.session().peer();
        if (peer.isEmpty()) {
            return now(request, HandshakeEra::notInitialized);
        }
        return kind.apply(() -> guard.answer(request, () -> work.apply(peer.get())));
    }

    private ObjectNode initialize(Message.Request request, Session session) {
        InitializeParams params = InitializeParams.of(request.params());
        if (!session.open(params.client(), params.revision())) {
            throw new RpcException(ErrorCode.INVALID_REQUEST, "The session is initialized already");
        }
        return new HandshakeWire(params.revision()).initialized(host);
    }

    private ObjectNode listTools(Message.Request request, Peer peer) {
        Cursor after = cursor(request.params().path("cursor"));
        var page = host.offering().offerTo(peer).toolsAfter(after, host.pageSize());
        return new HandshakeWire(peer.revision()).tools(page);
    }

    private static Cursor cursor(JsonNode cursor) {
        if (cursor.isMissingNode()) {
            return Cursor.START;
        }
        return cursor.asStringOpt()
                .flatMap(Cursor::parse)
                .orElseThrow(
                        () -> RpcException.invalidParams("\"cursor\" is not one that we gave out"));
    }

    private ObjectNode callTool(Message.Request request, Peer peer, Exchange exchange) {
        JsonNode name = request.params().path("name");
        JsonNode sent = request.params().path("arguments");
        if (!name.isString()) {
            throw unfit(peer, "", "\"name\" is the name of a tool");
        }
        if (!sent.isObject() && !sent.isMissingNode()) {
            throw unfit(peer, name.stringValue(), "\"arguments\" is an object");
        }
        ObjectNode arguments =
                sent instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        var progress = new ProgressNotifications(exchange, request.params());
        ToolResult result =
                runner.run(peer, name.stringValue(), arguments, exchange.flight(), progress);
        return new HandshakeWire(peer.revision()).result(result);
    }

    /** A call that is none leaves its trace as one whose arguments do not fit. */
    private RpcException unfit(Peer peer, String tool, String message) {
        String shown = Excerpt.of(tool, LONGEST_NAME);
        host.incidents().report(new Incident.WrongArguments(peer, shown, List.of()));
        return RpcException.invalidParams(message);
    }

    private static ObjectNode unknownMethod(String method) {
        throw new RpcException(
                ErrorCode.METHOD_NOT_FOUND, "Unknown method: " + Excerpt.of(method, LONGEST_NAME));
    }

    private static ObjectNode notInitialized() {
        throw new RpcException(
                ErrorCode.INVALID_REQUEST, "The session is not initialized: send initialize first");
    }
}
