package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The last snapshot of a catalog. Whoever asks while it is being read again waits for that same
 * reading; a snapshot past half its age is renewed behind the scenes, so that hardly anybody waits.
 * To renew it is to look whether the database has changed; it is read as a whole when it has.
 */
final class CatalogCache {

    private static final Duration YOUNG = Duration.ofSeconds(10);

    /** For what changes without a trace, such as estimates that change little by little. */
    private static final Duration WITHOUT_READING = Duration.ofHours(1);

    private final Source source;
    private final Duration oldest;
    private final InstantSource clock;
    private final Runnable onChange;

    private @Nullable Snapshot snapshot;
    private @Nullable CompletableFuture<Catalog> running;
    private @Nullable CompletableFuture<Catalog> following;

    /**
     * @param asOf when the database was last asked whether the catalog is the same
     * @param readAt when it was read as a whole
     */
    private record Snapshot(CatalogReading reading, Instant asOf, Instant readAt) {

        Catalog catalog() {
            return reading.catalog();
        }

        boolean says(Catalog other) {
            return catalog().sameShape(other);
        }
    }

    /** Where catalogs are read. */
    @FunctionalInterface
    interface Source {

        /**
         * Reads the catalog.
         *
         * @param last what may be given back as it is where nothing has changed since
         */
        CatalogReading read(Optional<CatalogReading> last);
    }

    /**
     * @param oldest how old a snapshot may become
     * @param onChange told when a snapshot says something else than the one before, but for numbers
     *     of rows
     */
    CatalogCache(Source source, Duration oldest, InstantSource clock, Runnable onChange) {
        this.source = source;
        this.oldest = oldest;
        this.clock = clock;
        this.onChange = onChange;
    }

    /**
     * The catalog, no older than the limit.
     *
     * @param fresh whether it must have been read, as a whole, after this call began
     */
    Catalog get(boolean fresh) {
        try {
            return asked(fresh).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw failed;
        }
    }

    private synchronized CompletableFuture<Catalog> asked(boolean fresh) {
        Snapshot last = snapshot;
        if (fresh || last == null) {
            return fresh ? begunFromNow() : begun(false);
        }
        Duration age = Duration.between(last.asOf(), clock.instant());
        if (age.compareTo(oldest) > 0) {
            return begun(false);
        }
        renewPastHalfItsAge(age);
        return CompletableFuture.completedFuture(last.catalog());
    }

    private synchronized void renewPastHalfItsAge(Duration age) {
        if (age.compareTo(oldest.dividedBy(2)) > 0) {
            var _ = begun(false);
        }
    }

    /** The last snapshot, however old; empty before the first. Past half its age it is renewed. */
    synchronized Optional<Catalog> known() {
        Snapshot last = snapshot;
        if (last == null) {
            return Optional.empty();
        }
        renewPastHalfItsAge(Duration.between(last.asOf(), clock.instant()));
        return Optional.of(last.catalog());
    }

    /**
     * The database said something that the snapshot may not know. It is read again behind the
     * scenes, unless it is so young that a mistake of the one who asked is more likely.
     */
    synchronized void doubted() {
        Snapshot last = snapshot;
        if (last != null && Duration.between(last.asOf(), clock.instant()).compareTo(YOUNG) > 0) {
            var _ = begun(false);
        }
    }

    /** The reading under way, or a new one. */
    private synchronized CompletableFuture<Catalog> begun(boolean whole) {
        CompletableFuture<Catalog> current = running;
        if (current != null) {
            return current;
        }
        CompletableFuture<Catalog> begun = new CompletableFuture<>();
        running = begun;
        Thread.ofVirtual().name("catalog").start(() -> read(begun, whole));
        return begun;
    }

    /** A reading that has not begun yet: one after that under way, shared by all who want it. */
    private synchronized CompletableFuture<Catalog> begunFromNow() {
        CompletableFuture<Catalog> current = running;
        CompletableFuture<Catalog> next = following;
        if (next != null) {
            return next;
        }
        if (current == null) {
            return begun(true);
        }
        CompletableFuture<Catalog> promised =
                current.handle((_, _) -> true).thenCompose(_ -> follow());
        following = promised;
        return promised;
    }

    private synchronized CompletableFuture<Catalog> follow() {
        following = null;
        return begun(true);
    }

    private void read(CompletableFuture<Catalog> result, boolean whole) {
        Instant now = clock.instant();
        Optional<Snapshot> before = last();
        Optional<Snapshot> reusable =
                before.filter(it -> !whole && isYounger(it.readAt(), WITHOUT_READING, now));
        CatalogReading reading;
        try {
            reading = source.read(reusable.map(Snapshot::reading));
        } catch (RuntimeException | Error failure) {
            // Errors too: whoever waits must not wait for ever.
            gaveUp();
            result.completeExceptionally(failure);
            return;
        }
        Optional<Instant> readBefore =
                reusable.filter(it -> it.reading().equals(reading)).map(Snapshot::readAt);
        keep(new Snapshot(reading, now, readBefore.orElse(now)));
        Catalog catalog = reading.catalog();
        result.complete(catalog);
        if (readBefore.isEmpty() && before.filter(it -> !it.says(catalog)).isPresent()) {
            onChange.run();
        }
    }

    private static boolean isYounger(Instant begin, Duration age, Instant now) {
        return Duration.between(begin, now).compareTo(age) < 0;
    }

    private synchronized Optional<Snapshot> last() {
        return Optional.ofNullable(snapshot);
    }

    private synchronized void keep(Snapshot read) {
        running = null;
        snapshot = read;
    }

    private synchronized void gaveUp() {
        running = null;
    }
}
