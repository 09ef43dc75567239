package dev.gatehouse.core.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Verdict;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.sql.Analysis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The record of one ask in the making: opened before anything else happens, told of each step,
 * closed exactly once by the call that yields the answer. Used by one thread.
 */
public final class Trail {

    private final AuditLog log;
    private final FaultLog faults;
    private final InstantSource clock;
    private final Instant opened;
    private final Caller caller;
    private final Ask ask;
    private String database;
    private String fingerprint = "";
    private List<String> relations = List.of();
    private List<String> reasons = List.of();
    private final Map<Step, Duration> steps = new EnumMap<>(Step.class);
    private Step step = Step.WAITING;
    private Instant since;
    private boolean closed;

    private Trail(AuditLog log, FaultLog faults, InstantSource clock, Caller caller, Ask ask) {
        this.log = log;
        this.faults = faults;
        this.clock = clock;
        this.opened = clock.instant();
        this.since = opened;
        this.caller = caller;
        this.ask = ask;
        this.database = ask.database();
    }

    /** Opens the trail of an ask. */
    public static Trail open(
            AuditLog log, FaultLog faults, InstantSource clock, Caller caller, Ask ask) {
        return new Trail(log, faults, clock, caller, ask);
    }

    /** Takes the time of each step that is told of, and tells somebody else of it, too. */
    public Consumer<Step> timing(Consumer<Step> listener) {
        return next -> {
            begin(next);
            listener.accept(next);
        };
    }

    private void begin(Step next) {
        Instant now = clock.instant();
        steps.merge(step, Duration.between(since, now), Duration::plus);
        since = now;
        step = next;
    }

    /** Notes the database that is meant. */
    public void on(String name) {
        database = name;
    }

    /** Notes what was found in the text. */
    public Analysis analysed(Analysis analysis) {
        fingerprint = analysis.fingerprint();
        relations = Verdict.names(analysis);
        return analysis;
    }

    /** Notes the decision. */
    public Decision decided(Decision decision) {
        reasons = Verdict.words(decision);
        return decision;
    }

    /** Notes what was found and decided when the same was asked before. */
    public Verdict recalled(Verdict verdict) {
        fingerprint = verdict.fingerprint();
        relations = verdict.relations();
        reasons = verdict.reasons();
        return verdict;
    }

    /**
     * Closes the trail with an answer; the answer comes back only when its record has been kept.
     */
    public Answer answered(Answer answer) {
        return close(
                answer,
                switch (answer) {
                    case Answer.Table table ->
                            new AuditRecord.Outcome.Answered(
                                    table.rows().size(), table.bytes(), table.truncation());
                    case Answer.Plan plan ->
                            new AuditRecord.Outcome.Answered(1, plan.bytes(), Truncation.NONE);
                    case Answer.Sight sight ->
                            new AuditRecord.Outcome.Answered(
                                    sight.catalog().relations().size(), 0, Truncation.NONE);
                    case Answer.Portrait _ ->
                            new AuditRecord.Outcome.Answered(1, 0, Truncation.NONE);
                    case Answer.Names names ->
                            new AuditRecord.Outcome.Answered(
                                    names.databases().size(), 0, Truncation.NONE);
                    case Answer.Denied(Refusal refusal) ->
                            new AuditRecord.Outcome.Ended(refusal.code());
                });
    }

    /** Closes the trail with a refusal. */
    public Answer refused(Refusal refusal) {
        return answered(new Answer.Denied(refusal));
    }

    /** Closes the trail after a fault of ours, which is reported in full where operators look. */
    public Answer failed(Throwable fault) {
        String number = faults.report(fault);
        return refused(
                new Refusal(
                        Code.INTERNAL_ERROR,
                        "Gatehouse failed while answering; nothing was released",
                        "Tell the operator the fault's number: " + number));
    }

    private Answer close(Answer answer, AuditRecord.Outcome outcome) {
        if (closed) {
            throw new IllegalStateException("a trail is closed once");
        }
        closed = true;
        try {
            log.append(record(outcome));
            return answer;
        } catch (AuditFailure failure) {
            return withheld(faults.report(failure));
        }
    }

    private AuditRecord record(AuditRecord.Outcome outcome) {
        begin(step);
        return new AuditRecord(
                opened,
                Duration.between(opened, since),
                caller,
                ask,
                database,
                fingerprint,
                relations,
                reasons,
                outcome,
                steps,
                ask.origin().trace());
    }

    private static Answer withheld(String fault) {
        return new Answer.Denied(
                new Refusal(
                        Code.AUDIT_UNAVAILABLE,
                        "The audit record could not be written, so there is no answer",
                        "Tell the operator the fault's number: " + fault));
    }
}
