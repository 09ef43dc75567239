package dev.gatehouse.gateway.audit.export;

import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Line;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.trail.TrailReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The records of a trail, one at a time. Whether they are what was written is not looked at. */
public final class Records {

    private Records() {}

    /**
     * A record.
     *
     * @param line its line as it stands in the trail
     * @param members the same, read
     */
    public record Entry(String line, JsonNode members) {}

    /** Goes through those that are wanted, in their order; returns how many that were. */
    public static long forEach(TrailFiles files, Wanted wanted, Consumer<Entry> consumer)
            throws IOException {
        long count = 0;
        try (TrailReader reader = TrailReader.of(files)) {
            for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                Optional<Entry> entry = line.flatMap(it -> entry(it, wanted));
                entry.ifPresent(consumer);
                count += entry.isPresent() ? 1 : 0;
            }
        }
        return count;
    }

    private static Optional<Entry> entry(Line line, Wanted wanted) {
        return Claim.read(line.bytes())
                .filter(wanted::has)
                .map(
                        members ->
                                new Entry(
                                        new String(line.bytes(), StandardCharsets.UTF_8), members));
    }
}
