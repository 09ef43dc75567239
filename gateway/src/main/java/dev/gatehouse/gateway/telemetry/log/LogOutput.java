package dev.gatehouse.gateway.telemetry.log;

import dev.gatehouse.gateway.telemetry.Lane;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.Level;

/**
 * Where entries go: to standard error, on a thread of its own. Whoever logs does not wait; when
 * standard error is not read, entries are dropped, and a line says how many.
 */
public final class LogOutput {

    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 200;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Lane<LogEntry> lane =
            new Lane<>("log", MOST_WAITING, MOST_AT_ONCE, LOOK, this::write);
    private volatile LogFormat format = LogFormat.TEXT;
    private volatile Level level = Level.INFO;
    private long told;

    LogOutput() {}

    /**
     * From here on entries look like this.
     *
     * @param least the least severe ones of ours that are written
     */
    public void set(LogFormat other, Level least) {
        format = other;
        level = least;
    }

    /** Whether entries of this severity are written, of those who say it at all. */
    boolean takes(Level severity) {
        return severity.toInt() >= level.toInt();
    }

    void add(LogEntry entry) {
        lane.offer(entry);
    }

    private void write(List<LogEntry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(format.line(entry)));
        long dropped = lane.dropped();
        if (dropped > told) {
            lines.append(format.line(loss(dropped - told)));
            told = dropped;
        }
        PrintStream err = System.err;
        err.print(lines);
        err.flush();
    }

    private static LogEntry loss(long dropped) {
        String words = dropped + " lines were dropped: standard error was not read in time";
        return new LogEntry(Instant.now(), Level.WARN, "log", words, List.of(), "");
    }

    /** How many entries were dropped. */
    public long dropped() {
        return lane.dropped();
    }

    /** Waits until everything that was logged by now is written; false when it takes longer. */
    public boolean flush(Duration patience) {
        return lane.await(patience);
    }
}
