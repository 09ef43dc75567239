package dev.gatehouse.engines.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CatalogCacheTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final BlockingQueue<CompletableFuture<Catalog>> begun = new LinkedBlockingQueue<>();

    private CatalogCache cache(Supplier<Catalog> reader) {
        return new CatalogCache(
                _ -> new CatalogReading(reader.get(), ""),
                Duration.ofMinutes(10),
                now::get,
                changes::incrementAndGet);
    }

    private Catalog counted() {
        return catalog(reads.incrementAndGet());
    }

    /** A reading that lasts until the test lets it end. */
    private Catalog held() {
        CompletableFuture<Catalog> reading = new CompletableFuture<>();
        begun.add(reading);
        return reading.join();
    }

    private static Catalog catalog(int number) {
        return new Catalog(18, List.of("v" + number), Map.of(), List.of(), Set.of(), Set.of());
    }

    private static String version(Catalog catalog) {
        return catalog.searchPath().getFirst();
    }

    private void later(int minutes) {
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void aYoungSnapshotIsUsedAgain() {
        CatalogCache cache = cache(this::counted);
        assertThat(version(cache.get(false))).isEqualTo("v1");
        later(4);
        assertThat(version(cache.get(false))).isEqualTo("v1");
        assertThat(reads).hasValue(1);
    }

    @Test
    void anOldSnapshotIsReadAgainBeforeItIsUsed() {
        CatalogCache cache = cache(this::counted);
        cache.get(false);
        later(11);
        assertThat(version(cache.get(false))).isEqualTo("v2");
    }

    @Test
    void aSnapshotPastHalfItsAgeIsUsedWhileItIsReadAgain() throws InterruptedException {
        CatalogCache cache = cache(this::held);
        CompletableFuture<Catalog> first = CompletableFuture.supplyAsync(() -> cache.get(false));
        begun.take().complete(catalog(1));
        first.join();
        later(6);
        assertThat(version(cache.get(false))).isEqualTo("v1");
        assertThat(version(cache.get(false))).isEqualTo("v1");
        CompletableFuture<Catalog> again = begun.take();
        CompletableFuture<Catalog> fresh = CompletableFuture.supplyAsync(() -> cache.get(true));
        again.complete(catalog(2));
        begun.take().complete(catalog(3));
        assertThat(version(fresh.join())).isEqualTo("v3");
        assertThat(begun).isEmpty();
    }

    @Test
    void aSnapshotThatSaysSomethingElseIsAChangeAndTheFirstIsNone() {
        AtomicReference<Catalog> database = new AtomicReference<>(catalog(1));
        CatalogCache cache = cache(database::get);
        cache.get(true);
        database.set(catalog(1));
        cache.get(true);
        // What waits is told first, so only another reading knows that the one before is over.
        cache.get(true);
        assertThat(changes).hasValue(0);
        database.set(catalog(2));
        cache.get(true);
        awaitChanges(1);
        database.set(catalog(1));
        cache.get(true);
        awaitChanges(2);
    }

    private void awaitChanges(int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (changes.get() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(changes).hasValue(count);
    }

    @Test
    void whatIsKnownIsToldWithoutWaitingAndRenewedBehindTheScenes() throws InterruptedException {
        CatalogCache cache = cache(this::held);
        assertThat(cache.known()).isEmpty();
        assertThat(begun).isEmpty();
        CompletableFuture<Catalog> first = CompletableFuture.supplyAsync(() -> cache.get(false));
        begun.take().complete(catalog(1));
        first.join();
        assertThat(cache.known()).get().returns("v1", CatalogCacheTest::version);
        assertThat(begun).isEmpty();
        later(60);
        assertThat(cache.known()).get().returns("v1", CatalogCacheTest::version);
        begun.take().complete(catalog(2));
        awaitChanges(1);
        assertThat(cache.known()).get().returns("v2", CatalogCacheTest::version);
    }

    @Test
    void whoeverComesWhileItIsReadWaitsForTheSameReading() throws InterruptedException {
        CatalogCache cache = cache(this::held);
        List<CompletableFuture<Catalog>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callers.add(
                    CompletableFuture.supplyAsync(
                            () -> cache.get(false), Thread::startVirtualThread));
        }
        begun.take().complete(catalog(1));
        callers.forEach(caller -> assertThat(version(caller.join())).isEqualTo("v1"));
        assertThat(begun).isEmpty();
    }

    @Test
    void aFailureIsToldToThoseWhoWaitAndForgotten() {
        AtomicInteger attempts = new AtomicInteger();
        CatalogCache cache =
                cache(
                        () -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw Failures.away();
                            }
                            return catalog(2);
                        });
        assertThatThrownBy(() -> cache.get(false)).isInstanceOf(Refused.class);
        assertThat(version(cache.get(false))).isEqualTo("v2");
    }

    @Test
    void aFaultDoesNotLeaveEverybodyWaiting() {
        CatalogCache cache =
                cache(
                        () -> {
                            throw new StackOverflowError();
                        });
        assertThatThrownBy(() -> cache.get(false)).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> cache.get(true)).hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aDoubtedSnapshotIsReadAgainOnceItIsNotYoungAnyMore() {
        CatalogCache cache = cache(this::counted);
        assertThat(version(cache.get(false))).isEqualTo("v1");
        cache.doubted();
        assertThat(version(cache.get(true))).isEqualTo("v2");
        later(1);
        cache.doubted();
        // Asked for after the reading behind the scenes, and so one more.
        assertThat(version(cache.get(true))).isEqualTo("v4");
    }

    @Test
    void aSnapshotIsRenewedWithoutReadingWhileTheDatabaseSaysThatItIsTheSame() {
        AtomicReference<String> digest = new AtomicReference<>("a");
        AtomicInteger looks = new AtomicInteger();
        CatalogCache cache =
                new CatalogCache(
                        last -> {
                            looks.incrementAndGet();
                            return last.filter(it -> it.digest().equals(digest.get()))
                                    .orElseGet(() -> new CatalogReading(counted(), digest.get()));
                        },
                        Duration.ofMinutes(10),
                        now::get,
                        changes::incrementAndGet);
        Catalog first = cache.get(false);
        later(11);
        assertThat(cache.get(false)).isSameAs(first);
        assertThat(looks).hasValue(2);
        later(4);
        assertThat(cache.get(false)).isSameAs(first);
        assertThat(looks).hasValue(2);
        assertThat(version(cache.get(true))).isEqualTo("v2");
        later(11);
        digest.set("b");
        assertThat(version(cache.get(false))).isEqualTo("v3");
        later(59);
        assertThat(version(cache.get(false))).isEqualTo("v3");
        later(11);
        assertThat(version(cache.get(false))).isEqualTo("v4");
    }
}
