package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.sql.Purpose;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The verdicts on texts that are asked again and again. A text is known by all of it, because
 * constants matter, and by everything else that led to its verdict. Bounded: of what was not asked
 * for lately, the whole goes at once. Thread-safe; what is found is found without a lock.
 */
public final class Verdicts {

    /** Characters of the texts in half of what is kept; about 16 MiB in all. */
    private static final long MOST_CHARACTERS = 4L << 20;

    /** What a verdict takes beside its texts, in characters. */
    private static final int OVERHEAD = 500;

    private final long most;
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    /** Verdicts up to the limit that suits a gateway. */
    public Verdicts() {
        this(MOST_CHARACTERS);
    }

    /**
     * @param most the most characters in one of two generations
     */
    Verdicts(long most) {
        this.most = most;
    }

    /**
     * All that a verdict follows from.
     *
     * @param sight what exists for the caller: another one for each policy, each snapshot of the
     *     database and each list of roles
     * @param sql the whole text
     * @param purpose what the text was to be written for, before the policy's cap on rows
     */
    public record Question(
            Caller caller, String database, Catalog.Edition sight, String sql, Purpose purpose) {}

    private static final class Generation {

        private final Map<Question, Verdict> verdicts = new ConcurrentHashMap<>();
        private final AtomicLong characters = new AtomicLong();
    }

    /** The verdict that was reached before, if any is kept. */
    public Optional<Verdict> find(Question question) {
        Verdict verdict = young.verdicts.get(question);
        if (verdict != null) {
            return Optional.of(verdict);
        }
        Optional<Verdict> aged = Optional.ofNullable(old.verdicts.get(question));
        aged.ifPresent(it -> keep(question, it));
        return aged;
    }

    /** Keeps a verdict for as long as there is room. */
    public Verdict keep(Question question, Verdict verdict) {
        Generation current = young;
        long size = (long) question.sql().length() + verdict.characters() + OVERHEAD;
        if (size <= most
                && current.verdicts.putIfAbsent(question, verdict) == null
                && current.characters.addAndGet(size) > most) {
            grow(current);
        }
        return verdict;
    }

    /** The young become the old, and what was old and not asked for is forgotten. */
    @SuppressWarnings("ReferenceEquality")
    private synchronized void grow(Generation full) {
        if (young == full) {
            old = full;
            young = new Generation();
        }
    }
}
