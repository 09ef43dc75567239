package dev.gatehouse.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CancellationSourceTest {

    private final CancellationSource source = new CancellationSource();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsAnActionOnceHoweverOftenItIsCancelled() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        var registration =
                source.onCancel(
                        () -> {
                            runs.incrementAndGet();
                            ran.countDown();
                        });

        source.cancel();
        source.cancel();
        ran.await();
        registration.close();

        assertThat(runs).hasValue(1);
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void runsAnActionThatIsRegisteredLateAtOnce() {
        source.cancel();

        source.onCancel(runs::incrementAndGet).close();

        assertThat(runs).hasValue(1);
    }

    @Test
    void runsNoActionThatWasTakenBack() throws InterruptedException {
        source.onCancel(runs::incrementAndGet).close();
        CountDownLatch other = new CountDownLatch(1);
        source.onCancel(other::countDown);

        source.cancel();
        other.await();

        assertThat(runs).hasValue(0);
    }

    @Test
    void takingBackWaitsForAnActionThatRuns() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var registration =
                source.onCancel(
                        () -> {
                            begun.countDown();
                            await(goOn);
                            runs.incrementAndGet();
                        });
        source.cancel();
        begun.await();

        Thread closing = Thread.ofVirtual().start(registration::close);
        goOn.countDown();
        closing.join();

        assertThat(runs).hasValue(1);
    }

    @Test
    void doesNotBlockTheCancellerOnASlowAction() {
        CountDownLatch never = new CountDownLatch(1);
        source.onCancel(() -> await(never));

        source.cancel();

        assertThat(source.isCancelled()).isTrue();
        never.countDown();
    }

    @RepeatedTest(200)
    void runsAnActionExactlyOnceWhenRegisteringRacesWithCancelling() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Thread cancelling = Thread.ofPlatform().start(source::cancel);
        var registration =
                source.onCancel(
                        () -> {
                            runs.incrementAndGet();
                            ran.countDown();
                        });
        cancelling.join();
        ran.await();
        registration.close();

        assertThat(runs).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
