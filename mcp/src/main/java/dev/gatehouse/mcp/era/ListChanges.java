package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.tool.Cancellation;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/** Follows the changes of an offering, as long as a client wants to hear of them. */
final class ListChanges {

    private final Offering offering;
    private final boolean told;
    private final Changes changes;

    ListChanges(Host host) {
        this.offering = host.offering();
        this.told = offering.changes().isPresent();
        // One that is never fired stands for an offering that does not tell of its changes.
        this.changes = offering.changes().orElseGet(Changes::new);
    }

    /** Whether clients are ever told. */
    boolean areTold() {
        return told;
    }

    /** A place in the changes from which to follow them. */
    record Seen(long fired, long version) {}

    /** Where the changes stand now. */
    Seen now() {
        return new Seen(changes.count(), offering.version());
    }

    /**
     * Runs {@code tell} after each change behind {@code start}, several at once when they come
     * faster than they can be told; returns when one of both is cancelled.
     */
    void follow(Seen start, Cancellation request, Cancellation connection, Runnable tell) {
        BooleanSupplier over = () -> request.isCancelled() || connection.isCancelled();
        try (var _ = request.onCancel(changes::wake);
                var _ = connection.onCancel(changes::wake)) {
            Seen seen = start;
            while (!over.getAsBoolean()) {
                changes.await(seen.fired(), over);
                Seen next = now();
                if (next.version() != seen.version() && !over.getAsBoolean()) {
                    tell.run();
                }
                seen = next;
            }
        }
    }

    /** {@code notifications/.../list_changed}. */
    static Message.Notification notification(Kind kind, ObjectNode params) {
        return new Message.Notification("notifications/" + kind.text() + "/list_changed", params);
    }
}
