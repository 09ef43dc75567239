package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.Governor;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.host.Incidents;
import dev.gatehouse.mcp.peer.Peer;

/** Puts calls that never became an ask on the audit trail, and faults where operators look. */
public final class AuditedIncidents implements Incidents {

    private final Governor governor;
    private final FaultLog faults;

    public AuditedIncidents(Governor governor, FaultLog faults) {
        this.governor = governor;
        this.faults = faults;
    }

    @Override
    public void report(Incident incident) {
        switch (incident) {
            case Incident.Failure failure -> faults.report(failure.cause());
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

    private void turnAway(Peer peer, String what, Code code) {
        Agent agent = (Agent) peer.principal();
        governor.turnAway(
                agent.caller(),
                new Ask.Unfit(Asking.origin(peer, what)),
                new Refusal(code, "the protocol turned the call away", ""));
    }
}
