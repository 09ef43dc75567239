package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The processes of PostgreSQL, each of which has one thread (Linux). */
record Backends(ProcessHandle postmaster) {

    /** How long each that lives has had a processor, in nanoseconds, by process number. */
    Map<Long, Long> nanos() throws IOException {
        Map<Long, Long> nanos = new HashMap<>();
        for (ProcessHandle each : postmaster.children().toList()) {
            Path file = Path.of("/proc", Long.toString(each.pid()), "schedstat");
            try {
                String line = Files.readString(file);
                nanos.put(each.pid(), Long.parseLong(line.substring(0, line.indexOf(' '))));
            } catch (NoSuchFileException ended) {
                // Between the list and the look at it.
                continue;
            }
        }
        return nanos;
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
