package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.ResourceSubscriptions;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.LogLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The methods by which a client of the handshake era says what its session shall hear of. */
final class SessionMethods {

    private final ChangeFeed changes;
    private final ResourceDesk desk;
    private final Map<String, Method> byName = new HashMap<>();

    SessionMethods(Host host, ChangeFeed changes, ResourceDesk desk) {
        this.changes = changes;
        this.desk = desk;
        if (host.offering().logs()) {
            byName.put("logging/setLevel", Method.now(SessionMethods::setLevel));
        }
        if (changes.ofResources()) {
            byName.put("resources/subscribe", Method.plainCall(this::subscribe));
            byName.put("resources/unsubscribe", Method.now(SessionMethods::unsubscribe));
        }
    }

    /** The method of that name; empty when this server has none. */
    Optional<Method> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static ObjectNode setLevel(Inquiry inquiry) {
        String level = inquiry.text("level", "a log level, such as info");
        inquiry.exchange()
                .session()
                .logFrom(LogLevel.of(level).orElseThrow(LogNotifications::unknownLevel));
        return Wire.object();
    }

    /** Who may not read a resource hears nothing of it, and the same as when it tries to read. */
    private ObjectNode subscribe(Inquiry inquiry) {
        String uri = uri(inquiry);
        ResourceWire wire = new ResourceWire(new Wire(inquiry.peer().revision()));
        // One that would ask something before it answers is there, too.
        if (desk.read(uri, inquiry) instanceof Outcome.Done<ReadResult>(ReadResult result)) {
            var _ = wire.result(uri, result);
        }
        ResourceSubscriptions subscriptions = inquiry.exchange().session().subscriptions();
        if (!subscriptions.add(uri, changes.tag(inquiry.peer(), uri))) {
            String message = "At most " + ResourceSubscriptions.MOST + " resources are watched";
            throw new RpcException(ErrorCode.REFUSED, message);
        }
        return Wire.object();
    }

    private static ObjectNode unsubscribe(Inquiry inquiry) {
        inquiry.exchange().session().subscriptions().remove(uri(inquiry));
        return Wire.object();
    }

    private static String uri(Inquiry inquiry) {
        return inquiry.text("uri", "the URI of a resource");
    }
}
