package dev.gatehouse.gateway.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class LogOutputTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MOST = 4_096;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput();

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private static LogEntry entry(String message, KeyValuePair... fields) {
        Instant time = Instant.parse("2026-11-27T10:00:00.125Z");
        return new LogEntry(time, Level.WARN, "dev.x.Name", message, List.of(fields), "");
    }

    private List<String> lines() {
        assertThat(output.flush(LONG)).isTrue();
        return written.toString(UTF_8).lines().toList();
    }

    @Test
    void whatNobodyReadsIsDroppedAndSaid() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        System.setErr(new PrintStream(new Gated(begun, gate), true, UTF_8));
        output.add(entry("the first"));
        begun.await();
        IntStream.range(0, MOST + 10).forEach(i -> output.add(entry("more " + i)));
        assertThat(output.dropped()).isEqualTo(10);
        gate.countDown();
        assertThat(lines())
                .hasSize(MOST + 2)
                .filteredOn(line -> line.contains("dropped"))
                .singleElement()
                .asString()
                .endsWith("WARN log - 10 lines were dropped: standard error was not read in time");
    }

    /** Says that it is written to, and waits like a pipe that is full. */
    private final class Gated extends OutputStream {

        private final CountDownLatch begun;
        private final CountDownLatch gate;

        Gated(CountDownLatch begun, CountDownLatch gate) {
            this.begun = begun;
            this.gate = gate;
        }

        @Override
        public void write(int b) {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.write(b);
        }
    }

    @Test
    void noTextPassesForAnotherLine() {
        String forged = "a\r\n2026-11-27T10:00:00Z ERROR Gate - b\u001b[31m\u2028\u202Ec\u0000";
        String text = LogFormat.TEXT.line(entry(forged, new KeyValuePair("name", "x\" y\n=z\\")));
        assertThat(text.lines().toList()).hasSize(2).last().asString().startsWith("  2026");
        assertThat(text)
                .doesNotContain("\u001b", "\u2028", "\u202E", "\u0000", "\r")
                .endsWith(" name=\"x\\\" y\\n=z\\\\\"\n");
        String json = LogFormat.JSON.line(entry(forged, new KeyValuePair("rows", 42L)));
        assertThat(json.lines()).hasSize(1);
        JsonNode read = JsonMapper.shared().readTree(json);
        assertThat(read.path("time").asString()).isEqualTo("2026-11-27T10:00:00.125Z");
        assertThat(read.path("level").asString()).isEqualTo("warn");
        assertThat(read.path("message").asString()).startsWith("a\n2026").doesNotContain("\u001b");
        assertThat(read.path("rows").asLong()).isEqualTo(42);
    }

    @Test
    void whatIsLoggedComesHereFromAsFarAsItIsWanted() {
        System.setErr(new PrintStream(written, true, UTF_8));
        LogOutput process = Loggers.output().orElseThrow();
        Logger ours = LoggerFactory.getLogger("dev.gatehouse.gateway.Some");
        Logger others = LoggerFactory.getLogger("org.example.Other");
        ours.info("one {}", 1);
        ours.debug("nothing");
        others.info("nothing");
        others.warn("two", new IllegalStateException("gone"));
        process.set(LogFormat.TEXT, Level.ERROR);
        ours.warn("nothing");
        LoggerFactory.getLogger(Loggers.QUERIES).info("three");
        process.set(LogFormat.TEXT, Level.INFO);
        assertThat(process.flush(LONG)).isTrue();
        assertThat(written.toString(UTF_8))
                .contains(" INFO Some - one 1\n", " WARN Other - two\n", " INFO query - three\n")
                .contains("\n  java.lang.IllegalStateException: gone\n  \tat ")
                .doesNotContain("nothing");
    }
}
