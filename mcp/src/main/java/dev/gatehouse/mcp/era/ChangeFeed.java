package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.ResourceSubscriptions;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.tool.Cancellation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows the changes of an offering, its lists and single resources, as long as a client wants to
 * hear of them.
 */
final class ChangeFeed {

    private final Offering offering;
    private final boolean told;
    private final Changes changes;

    ChangeFeed(Host host) {
        this.offering = host.offering();
        this.told = offering.changes().isPresent();
        // One that is never fired stands for an offering that does not tell of its changes.
        this.changes = offering.changes().orElseGet(Changes::new);
    }

    /** Whether clients are ever told. */
    boolean areTold() {
        return told;
    }

    /** The lists whose changes are ever told, in order. */
    Set<Kind> lists() {
        Set<Kind> lists = EnumSet.noneOf(Kind.class);
        if (told) {
            lists.addAll(offering.kinds());
            lists.retainAll(changes.lists());
        }
        return lists;
    }

    /** Whether clients can subscribe to single resources. */
    boolean ofResources() {
        return told && changes.resources() && offering.kinds().contains(Kind.RESOURCES);
    }

    /** What {@code uri} is like for {@code peer} now; what changes from here on is told. */
    Optional<Object> tag(Peer peer, String uri) {
        return offering.entityTag(peer, uri);
    }

    /** A place in the changes from which to follow them. */
    record Seen(long fired, long version) {}

    /** Where the changes stand now. */
    Seen now() {
        return new Seen(changes.count(), offering.version());
    }

    /**
     * Who is told.
     *
     * @param lists in order
     * @param params what stands in each notification
     * @param send takes a notification to the client; may block
     */
    record Audience(
            Peer peer,
            Set<Kind> lists,
            ResourceSubscriptions resources,
            Supplier<ObjectNode> params,
            Consumer<Message.Notification> send) {

        private void tellLists() {
            lists.forEach(kind -> tell(kind.text() + "/list_changed", params.get()));
        }

        private void tellUpdated(List<String> uris) {
            uris.forEach(uri -> tell("resources/updated", params.get().put("uri", uri)));
        }

        private void tell(String what, ObjectNode content) {
            send.accept(new Message.Notification("notifications/" + what, content));
        }
    }

    /**
     * Tells {@code audience} of each change behind {@code start}, of several at once when they come
     * faster than they can be told; returns when one of both is cancelled.
     */
    void follow(Seen start, Cancellation request, Cancellation connection, Audience audience) {
        BooleanSupplier over = () -> request.isCancelled() || connection.isCancelled();
        try (var _ = request.onCancel(changes::wake);
                var _ = connection.onCancel(changes::wake)) {
            Seen seen = start;
            while (!over.getAsBoolean()) {
                changes.await(seen.fired(), over);
                Seen next = now();
                if (!over.getAsBoolean()) {
                    tell(seen, next, audience);
                }
                seen = next;
            }
        }
    }

    private void tell(Seen seen, Seen next, Audience audience) {
        if (next.version() != seen.version()) {
            audience.tellLists();
        }
        audience.tellUpdated(audience.resources().changed(uri -> tag(audience.peer(), uri)));
    }
}
