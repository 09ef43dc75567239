package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.Governor;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.host.Incidents;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Principal;
import java.util.concurrent.Executor;

/**
 * Puts calls that never became an ask on the audit trail, and faults where operators look. Of what
 * can be a flood, most of a minute are one record, with their number.
 */
public final class AuditedIncidents implements Incidents, AutoCloseable {

    private final Governor governor;
    private final FaultLog faults;
    private final Floods floods;

    /**
     * @param inAMinute runs what it is given a minute later, or never, when the program ends
     */
    public AuditedIncidents(Governor governor, FaultLog faults, Executor inAMinute) {
        this.governor = governor;
        this.faults = faults;
        this.floods = new Floods(this::turnAway, inAMinute);
    }

    @Override
    public void report(Incident incident) {
        switch (incident) {
            case Incident.Failure failure -> faults.report(failure.cause());
            case Incident.Unreadable(Principal principal) ->
                    turnedAway((Agent) principal, Code.MESSAGE_UNREADABLE);
            case Incident.NoSession(Principal principal, boolean foreign) ->
                    turnedAway(
                            (Agent) principal,
                            foreign ? Code.SESSION_FOREIGN : Code.SESSION_UNKNOWN);
            case Incident.NotCleared(Principal principal) ->
                    turnedAway((Agent) principal, Code.SCOPE_INSUFFICIENT);
            case Incident.Crowded(Principal principal) -> turnedAway((Agent) principal, Code.BUSY);
            case Incident.UnknownTool(Peer peer, String name) ->
                    turnAway(peer, name, Code.TOOL_UNKNOWN);
            case Incident.WrongArguments wrong ->
                    turnAway(wrong.peer(), wrong.tool(), Code.ARGUMENTS_INVALID);
            case Incident.UnknownResource(Peer peer, String _) ->
                    turnAway(peer, "resources/read", Code.RESOURCE_UNKNOWN);
            case Incident.UnknownPrompt(Peer peer, String _) ->
                    turnAway(peer, "prompts/get", Code.PROMPT_UNKNOWN);
            case Incident.WrongPromptArguments wrong ->
                    turnAway(wrong.peer(), "prompts/get", Code.ARGUMENTS_INVALID);
            case Incident.UnknownReference(Peer peer, String _) ->
                    turnAway(peer, "completion/complete", Code.ARGUMENTS_INVALID);
            case Incident.RefusedState(Peer peer, String method, boolean _) ->
                    turnAway(peer, method, Code.ARGUMENTS_INVALID);
        }
    }

    /** Somebody was turned away before it was looked at what they ask; it may be a flood. */
    public void turnedAway(Agent agent, Code code) {
        floods.add(new Floods.Kind(agent.caller(), agent.entry(), code));
    }

    private void turnAway(Floods.Kind kind, Ask.Unfit calls) {
        turnAway(kind.caller(), calls, kind.code());
    }

    private void turnAway(Peer peer, String what, Code code) {
        Agent agent = (Agent) peer.principal();
        turnAway(agent.caller(), new Ask.Unfit(Asking.origin(peer, what)), code);
    }

    private void turnAway(Caller caller, Ask.Unfit call, Code code) {
        governor.turnAway(caller, call, new Refusal(code, "the protocol turned the call away", ""));
    }

    /** Puts what is counted on the trail. */
    @Override
    public void close() {
        floods.close();
    }
}
