package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Step;
import dev.gatehouse.mcp.tool.Progress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepReportsTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void tellsTheStepThatTheAskIsAt() throws InterruptedException {
        Told told = new Told(true);
        try (StepReports reports = StepReports.begin(told, SOON)) {
            assertThat(told.messages.take()).matches("waiting for its turn, \\d+ s");
            reports.accept(Step.CHECKING);
            told.await("being checked, ");
            reports.accept(Step.RUNNING);
            told.await("running, ");
        }
    }

    @Test
    void tellsNothingToSomebodyWhoDidNotAskOrHasTheAnswer() {
        Told deaf = new Told(false);
        Told told = new Told(true);
        try (StepReports reports = StepReports.begin(deaf, SOON);
                StepReports soonOver = StepReports.begin(told, Duration.ofHours(1))) {
            reports.accept(Step.RUNNING);
            soonOver.accept(Step.RUNNING);
        }
        assertThat(deaf.messages).isEmpty();
        assertThat(told.messages).isEmpty();
    }

    private record Told(boolean isWanted, BlockingQueue<String> messages) implements Progress {

        Told(boolean isWanted) {
            this(isWanted, new LinkedBlockingQueue<>());
        }

        void await(String beginning) throws InterruptedException {
            while (!messages.take().startsWith(beginning)) {
                // What was said before the step began is still there.
            }
        }

        @Override
        public void report(double done, String message) {
            messages.add(message);
        }

        @Override
        public void report(double done, double total, String message) {
            throw new AssertionError("nobody knows the total");
        }
    }
}
