package dev.gatehouse.postgres.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A statement of the corpora.
 *
 * @param group the class it is a sample of
 * @param expect what must become of an attack; empty for a benign statement
 */
record Corpus(String group, String sql, String why, String expect) {

    /** The statements for PostgreSQL of {@code attack} or {@code benign}. */
    static Stream<Corpus> of(String name) {
        return text("/corpora/" + name + ".jsonl")
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.path("engine").asString().equals("postgresql"))
                .map(Corpus::read);
    }

    private static Corpus read(JsonNode line) {
        return new Corpus(
                line.path("class").asString(),
                line.path("sql").asString(),
                line.path("why").asString(),
                line.path("expect").asString(""));
    }

    /** The number of the class. */
    int number() {
        return Integer.parseInt(group.substring(0, group.indexOf('.')));
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return group.substring(0, Math.min(2, group.length())) + " " + why + ": " + sql;
    }
}
