package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.ResourceSubscriptions;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code subscriptions/listen} of the stateless era (MCP 2026-07-28, subscriptions): open until
 * the client cancels it or the connection ends. It keeps nothing of the request but its id and the
 * URIs in it.
 *
 * @param kinds the lists that it hears of: asked for, and known to this server
 * @param uris the resources that it asks to hear of; which of them it hears of is seen when it
 *     begins
 * @param inquiry the request without its parameters
 */
record Subscription(RequestId id, Set<Kind> kinds, Set<String> uris, Inquiry inquiry) {

    private static final String ID = "io.modelcontextprotocol/subscriptionId";
    private static final String RESOURCES = "resourceSubscriptions";

    /**
     * The subscription that {@code inquiry} asks for.
     *
     * @param changes what is ever told
     * @throws RpcException when the parameters do not fit
     */
    static Subscription of(RequestId id, Inquiry inquiry, ChangeFeed changes) {
        if (!(inquiry.params().path("notifications") instanceof ObjectNode filter)) {
            throw RpcException.invalidParams("\"notifications\" is an object");
        }
        Set<Kind> kinds = kinds(filter);
        kinds.retainAll(changes.lists());
        Set<String> uris = uris(filter);
        var slim = new Inquiry(inquiry.peer(), Wire.object(), inquiry.exchange(), Optional::empty);
        return new Subscription(id, kinds, changes.ofResources() ? uris : Set.of(), slim);
    }

    private static Set<Kind> kinds(ObjectNode filter) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode wanted = filter.path(field(kind));
            if (!wanted.isBoolean() && !wanted.isMissingNode()) {
                throw RpcException.invalidParams("\"" + field(kind) + "\" is true or false");
            }
            if (wanted.asBoolean(false)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Set<String> uris(ObjectNode filter) {
        JsonNode wanted = filter.path(RESOURCES);
        boolean fits = wanted.isMissingNode() || wanted.isArray();
        if (!fits || wanted.size() > ResourceSubscriptions.MOST) {
            throw RpcException.invalidParams(
                    "\"%s\" has at most %d texts".formatted(RESOURCES, ResourceSubscriptions.MOST));
        }
        Set<String> uris = new LinkedHashSet<>();
        for (JsonNode uri : wanted) {
            if (!uri.isString()) {
                throw RpcException.invalidParams("\"" + RESOURCES + "\" has texts only");
            }
            uris.add(uri.stringValue());
        }
        return uris;
    }

    /** Serves the subscription until it ends, and gives what its result says about it. */
    ObjectNode serve(ChangeFeed changes, ResourceDesk desk) {
        // A change between here and the acknowledgement is told behind it.
        ChangeFeed.Seen start = changes.now();
        ResourceSubscriptions resources = readable(changes, desk);
        exchange().flight().endWithSession();
        send(acknowledgement(resources));
        changes.follow(
                start,
                inquiry.cancellation(),
                exchange().session().ending(),
                new ChangeFeed.Audience(
                        inquiry.peer(), kinds, resources, this::params, this::send));
        return meta();
    }

    /** Who may not read a resource hears nothing of it. */
    private ResourceSubscriptions readable(ChangeFeed changes, ResourceDesk desk) {
        var readable = new ResourceSubscriptions();
        for (String uri : uris) {
            if (isThere(desk.read(uri, inquiry))) {
                readable.add(uri, changes.tag(inquiry.peer(), uri));
            }
        }
        return readable;
    }

    /** One that would ask something before it answers is there, too. */
    private static boolean isThere(Outcome<ReadResult> read) {
        return switch (read) {
            case Outcome.Done<ReadResult>(ReadResult result) -> result instanceof ReadResult.Found;
            case Outcome.InputRequired<ReadResult> _ -> true;
        };
    }

    private Message.Notification acknowledgement(ResourceSubscriptions resources) {
        ObjectNode params = params();
        ObjectNode honored = params.putObject("notifications");
        kinds.forEach(kind -> honored.put(field(kind), true));
        if (!resources.uris().isEmpty()) {
            ArrayNode watched = honored.putArray(RESOURCES);
            resources.uris().forEach(watched::add);
        }
        return new Message.Notification("notifications/subscriptions/acknowledged", params);
    }

    private void send(Message.Notification notification) {
        exchange().flight().whileOpen(() -> exchange().outbox().send(notification));
    }

    private Exchange exchange() {
        return inquiry.exchange();
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
