package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.telemetry.log.Loggers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log tells, and how often. */
class ReportsTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-28T00:00:00Z"));
    private final Reports reports = new Reports("siem", now::get);

    @BeforeEach
    void listen() {
        flush();
        System.setErr(new PrintStream(said, true, UTF_8));
    }

    /** Lines are written behind the scenes. */
    private static void flush() {
        assertThat(Loggers.output().orElseThrow().flush(Duration.ofSeconds(10))).isTrue();
    }

    @AfterEach
    void stop() {
        System.setErr(before);
    }

    /** The lines since the last time. */
    private List<String> lines() {
        flush();
        List<String> lines = said.toString(UTF_8).lines().toList();
        said.reset();
        return lines;
    }

    private void away() {
        reports.away("it answers with the status 503", () -> 7);
    }

    @Test
    void tellsThatAReceiverIsAwayOnceAMinuteAndThatItIsBack() {
        away();
        assertThat(lines()).isEmpty();
        away();
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("WARN", "not shipped to `siem`", "the status 503. 7 records wait");
        now.updateAndGet(it -> it.plus(Duration.ofSeconds(59)));
        away();
        assertThat(lines()).isEmpty();
        now.updateAndGet(it -> it.plus(Duration.ofSeconds(1)));
        away();
        assertThat(lines()).hasSize(1);
        reports.taken(() -> 3);
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("is shipped to `siem` again; 3 records");
        reports.taken(() -> 0);
        assertThat(lines()).isEmpty();
    }

    @Test
    void tellsOfRecordsThatDoNotArriveByTheirNumbers() {
        reports.setAside(List.of(4L, 5L), "it answers with the status 400");
        assertThat(lines()).singleElement().asString().contains("ERROR", "[4, 5]", "there are 2");
        reports.rejected(1, 6, 9);
        assertThat(lines()).singleElement().asString().contains("1 of the records 6 to 9", "are 3");
        assertThat(reports.setAside()).isEqualTo(3);
    }

    @Test
    void tellsOnceWhatEachAttemptFindsAgain() {
        for (int i = 0; i < 3; i++) {
            reports.missing(5, 9);
        }
        assertThat(lines()).singleElement().asString().contains("5 records", "5 to 9", "siem");
        for (int i = 0; i < 3; i++) {
            reports.anotherTrail();
        }
        assertThat(lines()).singleElement().asString().contains("not the one");
    }
}
