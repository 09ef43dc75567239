package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The processes of PostgreSQL, each of which has one thread (Linux). */
record Backends(ProcessHandle postmaster) {

    /** How long each that lives has had a processor, in nanoseconds, by process number. */
    Map<Long, Long> nanos() throws IOException {
        Map<Long, Long> nanos = new HashMap<>();
        for (ProcessHandle each : postmaster.children().toList()) {
            nanosOf(each).ifPresent(it -> nanos.put(each.pid(), it));
        }
        return nanos;
    }

    /** Empty when it ended between the list and the look at it. */
    private static Optional<Long> nanosOf(ProcessHandle process) throws IOException {
        try {
            Path file = Path.of("/proc", Long.toString(process.pid()), "schedstat");
            String line = Files.readString(file);
            return Optional.of(Long.parseLong(line.substring(0, line.indexOf(' '))));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        }
    }

    /** The processor time of those that live now, since an earlier look. */
    Duration since(Map<Long, Long> earlier) throws IOException {
        long sum = 0;
        for (Map.Entry<Long, Long> each : nanos().entrySet()) {
            sum += each.getValue() - Objects.requireNonNullElse(earlier.get(each.getKey()), 0L);
        }
        return Duration.ofNanos(sum);
    }
}
