package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last snapshot of a catalog. Whoever asks while it is being read again waits for that same
 * reading; a snapshot past half its age is read again behind the scenes, so that hardly anybody
 * waits.
 */
final class CatalogCache {

    private static final Duration YOUNG = Duration.ofSeconds(10);

    private final Supplier<Catalog> reader;
    private final Duration oldest;
    private final InstantSource clock;
    private final Runnable onChange;

    private @Nullable Snapshot snapshot;
    private @Nullable CompletableFuture<Catalog> running;
    private @Nullable CompletableFuture<Catalog> following;

    private record Snapshot(Catalog catalog, Instant asOf) {}

    /**
     * @param oldest how old a snapshot may become
     * @param onChange told when a snapshot says something else than the one before, but for numbers
     *     of rows
     */
    CatalogCache(
            Supplier<Catalog> reader, Duration oldest, InstantSource clock, Runnable onChange) {
        this.reader = reader;
        this.oldest = oldest;
        this.clock = clock;
        this.onChange = onChange;
    }

    /**
     * The catalog, no older than the limit.
     *
     * @param fresh whether it must have been read after this call began
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
            return fresh ? begunFromNow() : begun();
        }
        Duration age = Duration.between(last.asOf(), clock.instant());
        if (age.compareTo(oldest) > 0) {
            return begun();
        }
        renewPastHalfItsAge(age);
        return CompletableFuture.completedFuture(last.catalog());
    }

    private synchronized void renewPastHalfItsAge(Duration age) {
        if (age.compareTo(oldest.dividedBy(2)) > 0) {
            var _ = begun();
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
            var _ = begun();
        }
    }

    /** The reading under way, or a new one. */
    private synchronized CompletableFuture<Catalog> begun() {
        CompletableFuture<Catalog> current = running;
        if (current != null) {
            return current;
        }
        CompletableFuture<Catalog> begun = new CompletableFuture<>();
        running = begun;
        Thread.ofVirtual().name("catalog").start(() -> read(begun));
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
            return begun();
        }
        CompletableFuture<Catalog> promised =
                current.handle((_, _) -> true).thenCompose(_ -> follow());
        following = promised;
        return promised;
    }

    private synchronized CompletableFuture<Catalog> follow() {
        following = null;
        return begun();
    }

    private void read(CompletableFuture<Catalog> result) {
        Instant asOf = clock.instant();
        Catalog catalog;
        try {
            catalog = reader.get();
        } catch (RuntimeException | Error failure) {
            // Errors too: whoever waits must not wait for ever.
            gaveUp();
            result.completeExceptionally(failure);
            return;
        }
        Optional<Catalog> before = keep(new Snapshot(catalog, asOf));
        result.complete(catalog);
        before.filter(last -> !last.sameShape(catalog)).ifPresent(_ -> onChange.run());
    }

    /** Keeps a snapshot, and gives the one before. */
    private synchronized Optional<Catalog> keep(Snapshot read) {
        running = null;
        Snapshot before = snapshot;
        snapshot = read;
        return Optional.ofNullable(before).map(Snapshot::catalog);
    }

    private synchronized void gaveUp() {
        running = null;
    }
}
