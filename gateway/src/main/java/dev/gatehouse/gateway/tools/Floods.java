package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.refusal.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Counts calls that are cheap to make and worth little more than their number: of a kind, the first
 * ten in a minute are told of one by one, the others together when the minute is over. So each is
 * on the record, and no flood can fill the disk. Safe for many threads.
 */
final class Floods implements AutoCloseable {

    private static final int ONE_BY_ONE = 10;
    private static final int MOST_KINDS = 2_000;

    /** From then on, it is not told apart any more where something new comes from. */
    private static final int MOST_WITH_PLACE = 1_000;

    /** Calls that are counted together. */
    record Kind(Caller caller, Entry entry, Code code) {

        Ask.Unfit times(long times) {
            var client = new Origin.Client("", "", "");
            return new Ask.Unfit(
                    new Origin(
                            entry.transport(),
                            "",
                            "",
                            client,
                            entry.address(),
                            entry.key(),
                            Trace.NONE),
                    times);
        }

        /** The same, wherever it comes from. */
        Kind fromAnywhere() {
            return new Kind(caller, new Entry(entry.transport()), code);
        }
    }

    private final BiConsumer<Kind, Ask.Unfit> tell;
    private final Executor inAMinute;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Kind, Long> counts = new HashMap<>();

    /**
     * @param tell hears of calls; may be slow
     * @param inAMinute runs what it is given a minute later, or never, when the program ends
     */
    Floods(BiConsumer<Kind, Ask.Unfit> tell, Executor inAMinute) {
        this.tell = tell;
        this.inAMinute = inAMinute;
    }

    /** One more call. When there are too many kinds, it counts as one from anywhere. */
    void add(Kind call) {
        Kind kind = isFull(call, MOST_WITH_PLACE) ? call.fromAnywhere() : call;
        if (isFull(kind, MOST_KINDS)) {
            close();
        }
        long count = counted(kind);
        if (count == 1) {
            inAMinute.execute(() -> end(kind));
        }
        if (count <= ONE_BY_ONE) {
            tell.accept(kind, kind.times(1));
        }
    }

    private boolean isFull(Kind kind, int most) {
        lock.lock();
        try {
            return counts.size() >= most && !counts.containsKey(kind);
        } finally {
            lock.unlock();
        }
    }

    private long counted(Kind kind) {
        lock.lock();
        try {
            return counts.merge(kind, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    private void end(Kind kind) {
        long more = taken(kind) - ONE_BY_ONE;
        if (more > 0) {
            tell.accept(kind, kind.times(more));
        }
    }

    private long taken(Kind kind) {
        lock.lock();
        try {
            Long count = counts.remove(kind);
            return count == null ? 0 : count;
        } finally {
            lock.unlock();
        }
    }

    /** Tells what was not told yet. */
    @Override
    public void close() {
        kinds().forEach(this::end);
    }

    private List<Kind> kinds() {
        lock.lock();
        try {
            return List.copyOf(counts.keySet());
        } finally {
            lock.unlock();
        }
    }
}
