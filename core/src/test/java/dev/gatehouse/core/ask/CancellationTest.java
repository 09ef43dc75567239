package dev.gatehouse.core.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger reactions = new AtomicInteger();

    @Test
    void runsWhatWasRegisteredOnce() {
        cancellation.onCancel(reactions::incrementAndGet);
        cancellation.cancel();
        cancellation.cancel();
        assertThat(reactions).hasValue(1);
        assertThat(cancellation.cancelled()).isTrue();
    }

    @Test
    void runsAtOnceWhatIsRegisteredLate() {
        cancellation.cancel();
        cancellation.onCancel(reactions::incrementAndGet);
        assertThat(reactions).hasValue(1);
    }

    @Test
    void doesNotRunWhatWasTakenBack() {
        cancellation.onCancel(reactions::incrementAndGet).close();
        cancellation.cancel();
        assertThat(reactions).hasValue(0);
    }

    /** A connection goes back to its pool after close: from then on nothing may cancel it. */
    @Test
    void closingWaitsForAReactionThatRuns() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var registration =
                cancellation.onCancel(
                        () -> {
                            started.countDown();
                            await(goOn);
                            reactions.incrementAndGet();
                        });
        Thread canceller = Thread.ofVirtual().start(cancellation::cancel);
        started.await();
        AtomicInteger seen = new AtomicInteger(-1);
        Thread closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    registration.close();
                                    seen.set(reactions.get());
                                });
        goOn.countDown();
        closer.join();
        canceller.join();
        assertThat(seen).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
