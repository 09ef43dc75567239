package dev.gatehouse.core.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Truncation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is kept of one ask. Holds no row values and no SQL text; the ask is there for a
 * log that is told to keep the text.
 *
 * @param time when the ask arrived
 * @param duration until its outcome was known
 * @param database the name of the database that was meant; empty when there is none for the caller
 * @param fingerprint see {@link dev.gatehouse.core.sql.Analysis#fingerprint}; empty when the text
 *     was not understood, or there was none
 * @param relations the relations that were found in the text, sorted
 * @param reasons of the decision
 * @param outcome how it ended
 * @param steps how long each step took that was begun; they follow one another from the arrival on
 * @param trace the distributed trace that it is told in: that of the ask, or one that begins with
 *     it
 */
public record AuditRecord(
        Instant time,
        Duration duration,
        Caller caller,
        Ask ask,
        String database,
        String fingerprint,
        List<String> relations,
        List<String> reasons,
        Outcome outcome,
        Map<Step, Duration> steps,
        Trace trace) {

    public AuditRecord {
        relations = List.copyOf(relations);
        reasons = List.copyOf(reasons);
        steps = Map.copyOf(steps);
    }

    /** The same, told in another trace. */
    public AuditRecord in(Trace other) {
        return new AuditRecord(
                time,
                duration,
                caller,
                ask,
                database,
                fingerprint,
                relations,
                reasons,
                outcome,
                steps,
                other);
    }

    /** How an ask ended. */
    public sealed interface Outcome {

        /** With an answer. */
        record Answered(long rows, long bytes, Truncation truncation) implements Outcome {}

        /** With a refusal or a failure, by its code. */
        record Ended(Code code) implements Outcome {}
    }
}
