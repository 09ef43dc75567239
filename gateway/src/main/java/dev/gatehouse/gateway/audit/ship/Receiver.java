package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;
import java.util.List;

/**
 * Where records go. Used by one thread; only {@link #close} comes from others, too. Nothing waits
 * without end, and what goes wrong is told in words without addresses, secrets and records.
 */
public interface Receiver extends AutoCloseable {

    /** What came of sending. */
    sealed interface Outcome {}

    /**
     * The receiver has taken everything that was sent.
     *
     * @param rejected how many records it has thrown away, by its own word
     */
    record Taken(long rejected) implements Outcome {}

    /** It is on the way; {@link #confirm} tells more. */
    record Sent() implements Outcome {}

    /** The receiver is there, and does not take these records; fewer of them it may take. */
    record Refused(String words) implements Outcome {}

    /**
     * The receiver cannot be reached, or takes nothing at present. Whether it has what was sent
     * since the last time that it was taken is not known.
     *
     * @param words why, as what it does
     * @param pause how long it wants to be left alone
     */
    record Away(String words, Duration pause) implements Outcome {

        Away(String words) {
            this(words, Duration.ZERO);
        }
    }

    /** Sends records, at least one. */
    Outcome send(List<Entry> batch) throws InterruptedException;

    /** Finds out whether everything is there that was sent. */
    Outcome confirm() throws InterruptedException;

    /**
     * Ends connections; the next sending makes new ones, with keys and secrets as they are then.
     */
    void reset();

    /** Ends for good; what is being sent fails. */
    @Override
    void close();
}
