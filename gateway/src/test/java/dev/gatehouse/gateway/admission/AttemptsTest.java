package dev.gatehouse.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private final Attempts attempts = new Attempts(4, () -> now);

    private void fail(String source, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(source);
        }
    }

    @Test
    void someMayFailThenItTakesTime() {
        fail("a", 3);
        assertThat(attempts.pause("a")).isZero();
        fail("a", 1);
        assertThat(attempts.pause("a")).isEqualTo(Duration.ofSeconds(15));
        assertThat(attempts.pause("b")).isZero();
    }

    @Test
    void whoTriesManyAtOnceWaitsForAllOfThem() {
        fail("a", 12);
        assertThat(attempts.pause("a")).isEqualTo(Duration.ofSeconds(9 * 15));
        now = now.plusSeconds(9 * 15);
        assertThat(attempts.pause("a")).isZero();
        fail("a", 1);
        assertThat(attempts.pause("a")).isEqualTo(Duration.ofSeconds(15));
        now = now.plusSeconds(60);
        fail("a", 3);
        assertThat(attempts.pause("a")).isZero();
    }

    @Test
    void sourcesThatFailedLongAgoAreForgotten() {
        fail("a", 4);
        for (int i = 0; i < 20_000; i++) {
            attempts.failed("source-" + i);
        }
        assertThat(attempts.pause("a")).isZero();
        fail("source-19999", 3);
        assertThat(attempts.pause("source-19999")).isPositive();
    }
}
