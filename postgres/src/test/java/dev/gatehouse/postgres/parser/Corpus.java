package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/** Texts that together go through the whole grammar. */
final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    static List<byte[]> everything() {
        List<String> texts = new ArrayList<>();
        texts.addAll(statementsOf("attack.jsonl"));
        texts.addAll(statementsOf("benign.jsonl"));
        List<String> statements = lines("statements.txt");
        texts.addAll(statements);
        statements.forEach(statement -> texts.add("EXPLAIN " + statement));
        statements.forEach(statement -> texts.add(statement.substring(0, statement.length() / 2)));
        for (String expression : lines("expressions.txt")) {
            texts.add("SELECT " + expression);
            texts.add("SELECT 1 FROM t WHERE (" + expression + ") IS NULL ORDER BY " + expression);
            texts.add("CREATE TABLE t (a int DEFAULT " + expression + ")");
            texts.add("SELECT 'ä€😀', " + expression + " AS x; SELECT " + expression);
        }
        return texts.stream()
                .filter(text -> !text.isEmpty() && text.indexOf('\0') < 0)
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static List<String> statementsOf(String name) {
        return lines(name).stream().map(line -> JSON.readTree(line).get("sql").asString()).toList();
    }

    private static List<String> lines(String name) {
        try (Stream<String> lines = new String(bytes("/corpora/" + name), UTF_8).lines()) {
            return lines.filter(line -> !line.isBlank()).toList();
        }
    }

    static byte[] bytes(String resource) {
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
