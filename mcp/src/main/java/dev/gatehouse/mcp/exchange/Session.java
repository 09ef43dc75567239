package dev.gatehouse.mcp.exchange;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.ClientCapabilities;
import dev.gatehouse.mcp.peer.ClientInfo;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.peer.TraceContext;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import dev.gatehouse.mcp.tool.Cancellation;
import dev.gatehouse.mcp.tool.CancellationSource;
import dev.gatehouse.mcp.tool.LogLevel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What a handshake agreed on; until then only who is calling is known. Safe for many threads. */
public final class Session {

    private final Principal principal;
    private final String id;
    private final CancellationSource ending = new CancellationSource();
    private final Questions questions = new Questions();
    private final AtomicBoolean told = new AtomicBoolean();
    private final ResourceSubscriptions subscriptions = new ResourceSubscriptions();
    private final AtomicReference<Optional<LogLevel>> logLevel =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Peer>> peer = new AtomicReference<>(Optional.empty());

    public Session(Principal principal, String id) {
        this.principal = requireNonNull(principal, "principal is null");
        this.id = requireNonNull(id, "id is null");
    }

    /** Opens the session; false when it is open already. */
    public boolean open(ClientInfo client, Revision revision, ClientCapabilities capabilities) {
        Peer known = new Peer(principal, client, id, revision, capabilities, TraceContext.NONE);
        return peer.compareAndSet(Optional.empty(), Optional.of(known));
    }

    /** Who is calling. */
    public Principal principal() {
        return principal;
    }

    /** What ties calls together in the audit trail. */
    public String id() {
        return id;
    }

    /** The other end; empty before the handshake. */
    public Optional<Peer> peer() {
        return peer.get();
    }

    /** What the client is asked. */
    public Questions questions() {
        return questions;
    }

    /** True the first time: from then on, the client is told of changes. */
    public boolean beginTelling() {
        return told.compareAndSet(false, true);
    }

    /** The resources whose changes the client wants to hear of. */
    public ResourceSubscriptions subscriptions() {
        return subscriptions;
    }

    /** From which severity on the client wants log messages; empty until it says. */
    public Optional<LogLevel> logLevel() {
        return logLevel.get();
    }

    /** Sets from which severity on the client wants log messages. */
    public void logFrom(LogLevel level) {
        logLevel.set(Optional.of(level));
    }

    /** Ends what would go on by itself as long as the session lasts. */
    public void end() {
        ending.cancel();
    }

    /** Set off when the session ends. */
    public Cancellation ending() {
        return ending;
    }

    /**
     * Whether the agreed revision has {@code feature}; before the handshake, whether the latest
     * has.
     */
    public boolean has(Feature feature) {
        return peer().map(Peer::revision).orElse(Revision.LATEST_HANDSHAKE).has(feature);
    }

    /** The answer to what is no message, as far as its id could be read. */
    public Message error(Optional<RequestId> id, RpcError error) {
        boolean nullId = !has(Feature.ERRORS_WITHOUT_ID);
        return id.<Message>map(known -> new Message.ErrorResponse(known, error))
                .orElseGet(() -> new Message.UnidentifiedError(error, nullId));
    }
}
