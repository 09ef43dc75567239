package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.FaultText;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records of a trail to a receiver, step by step, and moves the cursor behind what it has
 * taken. The files are the queue: in memory is one batch, and after each failure it is read again
 * from the cursor on. So a record may arrive more than once, and none is left out.
 *
 * <p>A record that the receiver refuses is tried alone. It is set aside only when the receiver
 * takes one that follows it: a receiver that refuses everything is wrongly set up, and is waited
 * for. Used by one thread, but for {@link #progress}.
 */
final class Transfer implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    /** After so many records that are refused one by one, it is not the records. */
    private static final int MOST_SUSPECTS = 10;

    /**
     * So many batches at most are on their way without the receiver having shown that it has them.
     */
    private static final int WINDOW = 20;

    /** A batch that was too large grows by such a part with each that is taken. */
    private static final int GROWTH = 4;

    private static final Duration LONGEST_WISH = Duration.ofMinutes(10);

    /**
     * How far it has come, for other threads.
     *
     * @param seq the last record that the receiver has taken
     * @param oldest when the first one after that began; empty when that is not known
     * @param setAside how many the receiver did not want
     */
    record Progress(long seq, Optional<Instant> oldest, long setAside) {}

    private final Shipping shipping;
    private final TrailFiles files;
    private final Receiver receiver;
    private final CursorFile cursorFile;
    private final Reports reports;
    private final Backoff backoff;
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final List<Entry> suspects = new ArrayList<>();
    private Optional<Backlog> backlog = Optional.empty();
    private Cursor cursor = Cursor.START;
    private int limit;
    private String refusal = "";
    private Optional<Cursor> sent = Optional.empty();
    private Instant sentSince = Instant.EPOCH;
    private long onTheWay;
    private Optional<Instant> oldest = Optional.empty();
    private volatile Optional<Progress> progress = Optional.empty();

    Transfer(Shipping shipping, Receiver receiver) {
        this.shipping = shipping;
        this.files = new TrailFiles(shipping.trail());
        this.receiver = receiver;
        this.cursorFile = CursorFile.of(shipping.trail(), shipping.name());
        this.reports = new Reports(shipping.name(), shipping.clock());
        this.backoff =
                new Backoff(
                        shipping.timing().pause(), shipping.timing().longest(), shipping.chance());
        this.limit = shipping.limits().records();
    }

    /** Empty until the first step. */
    Optional<Progress> progress() {
        return progress;
    }

    /**
     * Sends a batch, or does what else is due.
     *
     * @param synced the last record of which it is known that it is on the disk
     * @param ending whether this is to come to an end
     */
    Pause step(long synced, boolean ending) throws InterruptedException {
        try {
            return attempt(synced, ending);
        } catch (IOException e) {
            LOG.warn("the audit trail or a cursor cannot be used\n{}", FaultText.of(e));
            return away("its files cannot be used", Duration.ZERO);
        }
    }

    private Pause attempt(long synced, boolean ending) throws IOException, InterruptedException {
        fill();
        publish();
        boolean atEnd = pending.isEmpty();
        if (sent.isPresent() && isToConfirm(atEnd && ending)) {
            return confirmed(receiver.confirm());
        }
        if (atEnd) {
            return suspects.isEmpty() ? Pause.untilNews(rest()) : away(refusal, Duration.ZERO);
        }
        List<Entry> batch = batch();
        if (batch.getLast().seq() > synced) {
            backlog().sync();
        }
        return switch (receiver.send(batch)) {
            case Receiver.Taken(long rejected) -> taken(batch, rejected);
            case Receiver.Sent _ -> sent(batch);
            case Receiver.Refused(String words) -> refused(batch, words);
            case Receiver.Away(String words, Duration pause) -> away(words, pause);
        };
    }

    private Backlog backlog() throws IOException {
        if (backlog.isEmpty()) {
            Optional<Cursor> kept = cursorFile.read();
            cursor = kept.isPresent() ? kept.get() : begin();
            backlog = Optional.of(Backlog.open(files, cursor, reports));
            oldest = Optional.empty();
        }
        return backlog.get();
    }

    private Cursor begin() throws IOException {
        return switch (shipping.begin()) {
            case START -> Cursor.START;
            case NOW -> end();
        };
    }

    /** Behind all records; kept at once, so that what comes next is behind it. */
    private Cursor end() throws IOException {
        Cursor end = Cursor.START;
        try (Backlog all = Backlog.open(files, Cursor.START, reports)) {
            for (Optional<Entry> next = all.next(); next.isPresent(); next = all.next()) {
                end = next.get().at();
            }
        }
        cursorFile.write(end);
        return end;
    }

    /** Reads one record more than a batch can hold, at most. */
    private void fill() throws IOException {
        Backlog from = backlog();
        long bytes = pending.stream().mapToLong(Entry::size).sum();
        while (pending.size() < shipping.limits().records() && bytes <= shipping.limits().bytes()) {
            Optional<Entry> next = from.next();
            if (next.isEmpty()) {
                return;
            }
            pending.add(next.get());
            bytes += next.get().size();
            if (oldest.isEmpty()) {
                oldest = next.get().time();
            }
        }
    }

    private List<Entry> batch() {
        List<Entry> batch = new ArrayList<>();
        long bytes = 0;
        for (Entry each : pending) {
            bytes += each.size();
            boolean fits = batch.size() < limit && bytes <= shipping.limits().bytes();
            if (!batch.isEmpty() && !fits) {
                break;
            }
            batch.add(each);
        }
        return batch;
    }

    private void remove(List<Entry> batch) {
        for (int i = 0; i < batch.size(); i++) {
            pending.remove();
        }
    }

    private Pause taken(List<Entry> batch, long rejected) throws IOException {
        remove(batch);
        if (!suspects.isEmpty()) {
            reports.setAside(suspects.stream().map(Entry::seq).toList(), refusal);
            suspects.clear();
        }
        if (rejected > 0) {
            reports.rejected(
                    Math.min(rejected, batch.size()),
                    batch.getFirst().seq(),
                    batch.getLast().seq());
        }
        advance(batch.getLast().at());
        return Pause.NONE;
    }

    private Pause sent(List<Entry> batch) {
        remove(batch);
        if (sent.isEmpty()) {
            sentSince = shipping.clock().instant();
        }
        sent = Optional.of(batch.getLast().at());
        onTheWay += batch.size();
        return Pause.NONE;
    }

    private boolean isToConfirm(boolean atOnce) {
        return atOnce
                || onTheWay >= (long) WINDOW * shipping.limits().records()
                || !unconfirmedFor().minus(shipping.timing().confirm()).isNegative();
    }

    private Duration unconfirmedFor() {
        return Duration.between(sentSince, shipping.clock().instant());
    }

    /** How long there is nothing to do, as far as that is known. */
    private Duration rest() {
        Duration look = shipping.timing().look();
        if (sent.isEmpty()) {
            return look;
        }
        Duration left = shipping.timing().confirm().minus(unconfirmedFor());
        return left.compareTo(look) < 0 ? left : look;
    }

    private Pause confirmed(Receiver.Outcome outcome) throws IOException {
        return switch (outcome) {
            case Receiver.Taken _ -> {
                advance(sent.orElseThrow());
                yield Pause.NONE;
            }
            case Receiver.Sent _ -> Pause.NONE;
            case Receiver.Refused(String words) -> away(words, Duration.ZERO);
            case Receiver.Away(String words, Duration pause) -> away(words, pause);
        };
    }

    /** The receiver has everything up to here. */
    private void advance(Cursor to) throws IOException {
        cursorFile.write(to);
        cursor = to;
        sent = Optional.empty();
        onTheWay = 0;
        limit = Math.min(shipping.limits().records(), limit + Math.max(1, limit / GROWTH));
        oldest = pending.isEmpty() ? Optional.empty() : pending.getFirst().time();
        backoff.reset();
        publish();
        reports.taken(this::behind);
    }

    private Pause refused(List<Entry> batch, String words) {
        refusal = words;
        if (batch.size() > 1) {
            limit = batch.size() / 2;
            return Pause.NONE;
        }
        limit = 1;
        remove(batch);
        suspects.addAll(batch);
        return suspects.size() < MOST_SUSPECTS ? Pause.NONE : away(words, Duration.ZERO);
    }

    /** Begins again at the cursor, after a while. */
    private Pause away(String words, Duration wish) {
        reset();
        reports.away(words, this::behind);
        Duration pause = backoff.next();
        Duration bounded = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        return Pause.of(bounded.compareTo(pause) > 0 ? bounded : pause);
    }

    /** Forgets everything that the files tell. */
    private void reset() {
        receiver.reset();
        pending.clear();
        suspects.clear();
        sent = Optional.empty();
        onTheWay = 0;
        try {
            close();
        } catch (IOException e) {
            LOG.warn("a file could not be closed", e);
        }
    }

    /** After a fault of ours: the next step begins at the cursor. */
    Pause failed() {
        return away("Gatehouse has a fault", Duration.ZERO);
    }

    private void publish() {
        progress = Optional.of(new Progress(cursor.seq(), oldest, reports.setAside()));
    }

    private long behind() {
        try {
            return Math.max(0, AuditFile.lastOf(files) - cursor.seq());
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        if (backlog.isPresent()) {
            Backlog open = backlog.get();
            backlog = Optional.empty();
            open.close();
        }
    }
}
