package dev.gatehouse.gateway.telemetry;

import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An ask that is over, as far as telemetry may know it: without text, values and caller. Small, so
 * that thousands of them can wait.
 *
 * @param time when it arrived
 * @param duration until its outcome was known
 * @param steps how long each step took, one after the other
 * @param recording how long its record took to be kept
 * @param from where it came from
 * @param tool what was called; never a word that a client made up
 * @param database its name in the settings; never a word that a client made up
 * @param fingerprint of the statement; empty when there is none
 * @param outcome what the client got, also when that is not what was recorded
 * @param times how many calls this stands for, when there were too many to tell of each
 */
public record Finished(
        Instant time,
        Duration duration,
        Map<Step, Duration> steps,
        Duration recording,
        From from,
        String tool,
        String database,
        String fingerprint,
        AuditRecord.Outcome outcome,
        long times) {

    /**
     * Where an ask came from, without anything that the client says of itself.
     *
     * @param transport the way in
     * @param protocol the revision that is spoken
     * @param session its name on the trail, which opens nothing
     * @param trace the trace that it belongs to
     */
    public record From(String transport, String protocol, String session, Trace trace) {

        static From of(Origin origin, Trace trace) {
            return new From(
                    origin.transport(), origin.client().protocol(), origin.session(), trace);
        }
    }

    /** From the arrival until the answer could go out. */
    public Duration total() {
        return duration.plus(recording);
    }
}
