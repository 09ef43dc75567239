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
                    turnAway(peer, name, Code.TOOL_UNKNOWN, "no such tool");
            case Incident.WrongArguments wrong ->
                    turnAway(
                            wrong.peer(),
                            wrong.tool(),
                            Code.ARGUMENTS_INVALID,
                            "the arguments do not fit");
        }
    }

    private void turnAway(Peer peer, String tool, Code code, String message) {
        Agent agent = (Agent) peer.principal();
        governor.turnAway(
                agent.caller(),
                new Ask.Unfit(SqlTools.origin(peer, tool)),
                new Refusal(code, message, ""));
    }
}
