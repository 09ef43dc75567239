package dev.gatehouse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<String> log = new ArrayList<>();

    @Test
    void aFloodIsOneLineAMinuteOfAKind() {
        Refusals refusals = new Refusals(now::get, log::add);
        for (int i = 0; i < 1_000; i++) {
            refusals.note(Refusals.Kind.HOST);
        }
        refusals.note(Refusals.Kind.ORIGIN);
        assertThat(log).hasSize(2);
        assertThat(log.getFirst()).contains("allowed_hosts").doesNotContain("more");
        now.set(Instant.EPOCH.plusSeconds(60));
        refusals.note(Refusals.Kind.HOST);
        assertThat(log).hasSize(3);
        assertThat(log.getLast()).endsWith("(and 999 more before)");
    }
}
