package dev.gatehouse.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {

    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsHandedInIsDealtWithInOrder() {
        try (var lane = new Lane<Integer>("lane", 2_000, 7, LOOK, done::addAll)) {
            IntStream.range(0, 1_000).forEach(i -> assertThat(lane.offer(i)).isTrue());
            assertThat(lane.await(LONG)).isTrue();
            assertThat(done).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
            assertThat(lane.dropped()).isZero();
        }
    }

    @Test
    void whatThereIsNoPlaceForIsDroppedAndNobodyWaits() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        try (var lane =
                new Lane<Integer>(
                        "lane",
                        3,
                        1,
                        LOOK,
                        some -> {
                            begun.countDown();
                            awaitQuietly(gate);
                            done.addAll(some);
                        })) {
            assertThat(lane.offer(0)).isTrue();
            begun.await();
            assertThat(IntStream.rangeClosed(1, 5).filter(lane::offer)).containsExactly(1, 2, 3);
            assertThat(lane.await(Duration.ofMillis(5))).isFalse();
            assertThat(lane.dropped()).isEqualTo(2);
            gate.countDown();
            assertThat(lane.await(LONG)).isTrue();
            assertThat(done).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void workThatFailsEndsNothing() {
        try (var lane =
                new Lane<Integer>(
                        "lane",
                        10,
                        1,
                        LOOK,
                        some -> {
                            if (some.equals(List.of(1))) {
                                throw new IllegalStateException("one is too few");
                            }
                            done.addAll(some);
                        })) {
            IntStream.range(0, 3).forEach(lane::offer);
            assertThat(lane.await(LONG)).isTrue();
            assertThat(done).containsExactly(0, 2);
            assertThat(lane.dropped()).isEqualTo(1);
        }
    }

    /** The thread sleeps after a while, and must hear of the next thing all the same. */
    @Test
    void afterAPauseItIsAwake() {
        try (var lane = new Lane<Integer>("lane", 10, 1, Duration.ofNanos(1), done::addAll)) {
            for (int i = 0; i < 200; i++) {
                lane.offer(i);
                assertThat(lane.await(LONG)).isTrue();
            }
            assertThat(done).hasSize(200);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
