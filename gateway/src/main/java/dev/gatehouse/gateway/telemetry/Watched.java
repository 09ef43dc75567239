package dev.gatehouse.gateway.telemetry;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.core.refusal.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An audit log that tells others of each ask when its record has been kept. They are told on the
 * asking thread, and so must not wait for anything; whatever goes wrong with them, the ask goes on.
 */
public final class Watched implements AuditLog {

    private final AuditLog log;
    private final KnownNames names;
    private final FaultLog faults;
    private final List<Consumer<Finished>> watchers = new CopyOnWriteArrayList<>();
    private volatile Supplier<Trace> beginnings = () -> Trace.NONE;

    /**
     * @param log keeps the records
     * @param faults hears what goes wrong with those who are told
     */
    public Watched(AuditLog log, KnownNames names, FaultLog faults) {
        this.log = log;
        this.names = names;
        this.faults = faults;
    }

    /** Tells somebody of every ask that ends from now on. */
    public void tell(Consumer<Finished> watcher) {
        watchers.add(watcher);
    }

    /**
     * Has a trace begin with each ask that belongs to none, so that its record and its spans can be
     * found by each other.
     */
    public void begin(Supplier<Trace> traces) {
        beginnings = traces;
    }

    @Override
    public void append(AuditRecord finished) {
        if (watchers.isEmpty()) {
            log.append(finished);
            return;
        }
        AuditRecord audited = finished.trace().isKnown() ? finished : finished.in(beginnings.get());
        long start = System.nanoTime();
        try {
            log.append(audited);
        } catch (AuditFailure failure) {
            tell(audited, start, new AuditRecord.Outcome.Ended(Code.AUDIT_UNAVAILABLE));
            throw failure;
        }
        tell(audited, start, audited.outcome());
    }

    private void tell(AuditRecord audited, long start, AuditRecord.Outcome outcome) {
        Duration recording = Duration.ofNanos(System.nanoTime() - start);
        Finished finished =
                new Finished(
                        audited.time(),
                        audited.duration(),
                        audited.steps(),
                        recording,
                        Finished.From.of(audited.ask().origin(), audited.trace()),
                        names.tool(audited.ask().origin().tool()),
                        names.database(audited.database()),
                        audited.fingerprint(),
                        outcome,
                        audited.ask() instanceof Ask.Unfit unfit ? unfit.times() : 1);
        for (Consumer<Finished> watcher : watchers) {
            try {
                watcher.accept(finished);
            } catch (RuntimeException fault) {
                faults.report(fault);
            }
        }
    }
}
