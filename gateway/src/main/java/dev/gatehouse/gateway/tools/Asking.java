package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.Governor;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.TraceContext;
import dev.gatehouse.mcp.tool.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a call over MCP becomes an ask: with the peer's identity, and called off when the call is.
 */
record Asking(Governor governor) {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** Answers an ask of somebody who may want to know how far it is. */
    Answer answer(Peer peer, dev.gatehouse.mcp.tool.Cancellation call, Progress progress, Ask ask) {
        try (StepReports reports = StepReports.begin(progress, TICK)) {
            return answer(peer, call, ask, reports);
        }
    }

    Answer answer(Peer peer, dev.gatehouse.mcp.tool.Cancellation call, Ask ask) {
        return answer(peer, call, ask, _ -> {});
    }

    private Answer answer(
            Peer peer, dev.gatehouse.mcp.tool.Cancellation call, Ask ask, Consumer<Step> steps) {
        Cancellation cancellation = new Cancellation();
        try (var _ = call.onCancel(cancellation::cancel)) {
            return governor.answer(caller(peer), ask, cancellation, steps);
        }
    }

    /** What is known of a database for the peer; not to be shown. */
    Optional<Catalog> known(Peer peer, String database) {
        return governor.known(caller(peer), database);
    }

    /** Which databases there are for the peer, the default first; for what is offered to it. */
    List<String> names(Peer peer) {
        return governor.names(caller(peer));
    }

    /** Which of these tools there are for the peer. */
    Set<String> tools(Peer peer, Set<String> all) {
        return governor.tools(caller(peer), all);
    }

    /** The same as an answer to an ask. */
    Answer databases(Peer peer, Ask.Roster ask) {
        return governor.databases(caller(peer), ask);
    }

    /** Turns away a call that is no ask. */
    void turnAway(Peer peer, Ask.Unfit call, Refusal refusal) {
        governor.turnAway(caller(peer), call, refusal);
    }

    static Caller caller(Peer peer) {
        return ((Agent) peer.principal()).caller();
    }

    /**
     * Where a call came from.
     *
     * @param what the tool, or the method where there is no tool
     */
    static Origin origin(Peer peer, String what) {
        Agent agent = (Agent) peer.principal();
        Origin.Client client =
                new Origin.Client(
                        peer.client().name(), peer.client().version(), peer.revision().text());
        Entry entry = agent.entry();
        return new Origin(
                entry.transport(),
                what,
                peer.sessionId(),
                client,
                entry.address(),
                entry.key(),
                trace(peer));
    }

    private static Trace trace(Peer peer) {
        TraceContext said = peer.trace();
        return said.isKnown()
                ? new Trace(said.traceId(), said.parentId(), said.sampled(), said.state())
                : Trace.NONE;
    }
}
