package dev.gatehouse.mcp.host;

/** Where the embedding program hears of incidents: its log, its audit trail. */
@FunctionalInterface
public interface Incidents {

    /** Called on the thread of the request, before its answer is sent. */
    void report(Incident incident);
}
