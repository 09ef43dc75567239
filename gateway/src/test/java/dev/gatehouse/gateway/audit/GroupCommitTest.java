package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<List<Integer>> written = new CopyOnWriteArrayList<>();

    @Test
    void whatArrivesDuringAWriteSharesTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var commits =
                new GroupCommit<Integer>("test", LONG, group -> slow(group, begun, goOn))) {
            Thread first = start(commits, 0);
            begun.await();
            List<Thread> others = IntStream.range(1, 33).mapToObj(i -> start(commits, i)).toList();
            others.forEach(GroupCommitTest::awaitWaiting);
            goOn.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }
        }
        assertThat(written).hasSize(2);
        assertThat(written.getLast()).hasSize(32);
    }

    private void slow(List<Integer> group, CountDownLatch begun, CountDownLatch goOn) {
        begun.countDown();
        awaitQuietly(goOn);
        written.add(group);
    }

    @Test
    void aFailureReachesEverybodyInTheGroupAndNobodyAfter() throws IOException {
        try (var commits = new GroupCommit<Integer>("test", LONG, GroupCommitTest::refuseOdd)) {
            commits.commit(2);
            assertThatThrownBy(() -> commits.commit(3)).hasRootCauseMessage("odd");
            assertThatCode(() -> commits.commit(4)).doesNotThrowAnyException();
        }
    }

    private static void refuseOdd(List<Integer> group) throws IOException {
        if (group.stream().anyMatch(i -> i % 2 == 1)) {
            throw new IOException("odd");
        }
    }

    @Test
    void aWriterThatFailsInAnyWayLivesOn() throws IOException {
        try (var commits =
                new GroupCommit<Integer>(
                        "test",
                        LONG,
                        group -> {
                            if (group.contains(1)) {
                                throw new StackOverflowError();
                            }
                        })) {
            assertThatThrownBy(() -> commits.commit(1)).isInstanceOf(IOException.class);
            commits.commit(2);
        }
    }

    @Test
    void aWriteThatHangsFailsInTime() {
        var never = new CountDownLatch(1);
        try (var commits =
                new GroupCommit<Integer>("test", Duration.ofMillis(1), _ -> awaitQuietly(never))) {
            assertThatThrownBy(() -> commits.commit(1)).hasMessageContaining("not written within");
            never.countDown();
        }
    }

    @Test
    void closingWritesWhatIsWaiting() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var commits = new GroupCommit<Integer>("test", LONG, group -> slow(group, begun, goOn));
        Thread first = start(commits, 1);
        begun.await();
        Thread second = start(commits, 2);
        awaitWaiting(second);
        Thread closing = Thread.startVirtualThread(commits::close);
        goOn.countDown();
        closing.join();
        first.join();
        second.join();
        assertThat(written).containsExactly(List.of(1), List.of(2));
    }

    private static Thread start(GroupCommit<Integer> commits, int item) {
        return Thread.startVirtualThread(
                () -> assertThatCode(() -> commits.commit(item)).doesNotThrowAnyException());
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
