package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.clients.JavaProgram;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.result.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two servers of different versions behind one gate: each is asked in its own SQL. */
class ServerVersionTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELECT count(*) FROM customers -- all | answered     | answered
                    SELECT JSON_OBJECT('a': 1)            | SYNTAX_ERROR | answered
                    SELECT * FROM (SELECT 1)              | SYNTAX_ERROR | answered
                    SELECT any_value(id) FROM customers   | 42883        | answered
                    SELECT system_user                    | 42703        | FUNCTION_REFUSED
                    """)
    void asksEachServerInItsOwnSql(String sql, String oldest, String newest)
            throws IOException, Failure {
        try (Gate gate = open()) {
            assertThat(outcome(gate, "oldest", sql)).contains(oldest);
            assertThat(outcome(gate, "newest", sql)).contains(newest);
        }
    }

    @Test
    void aWarmGateAnswersTheSame() throws IOException, Failure {
        try (Gate gate = open()) {
            gate.warmUp();
            assertThat(outcome(gate, "oldest", "SELECT 1")).isEqualTo("answered");
            assertThat(outcome(gate, "newest", "SELECT 1")).isEqualTo("answered");
        }
    }

    @Test
    void loadsNoGrammarButThatOfTheServer() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        Path settings = SalesDatabase.oldest().settings(folder, "");
        List<String> command =
                new ArrayList<>(
                        JavaProgram.command(
                                Gatehouse.class.getName(),
                                "query",
                                "--config",
                                settings.toString(),
                                "SELECT count(*) FROM customers"));
        command.add(1, "-Xlog:class+load:file=" + loaded);
        Process query =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        assertThat(query.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(query.exitValue()).isZero();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v15.Machine "))
                .noneMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18."));
    }

    private Gate open() throws IOException, Failure {
        Path password = Files.writeString(folder.resolve("password"), "agent");
        String text =
                """
                databases:
                  oldest: {url: %s, password: "${file:%s}", schemas: [sales]}
                  newest: {url: %s, password: "${file:%s}", schemas: [sales]}
                audit: {file: %s}
                """
                        .formatted(
                                SalesDatabase.oldest().url(),
                                password,
                                SalesDatabase.newest().url(),
                                password,
                                folder.resolve("audit.jsonl"));
        Path file = Files.writeString(folder.resolve("gatehouse.yaml"), text);
        return Gate.open(
                new SettingsOption(file.toString()).load(new PrintWriter(new StringWriter())));
    }

    private static String outcome(Gate gate, String database, String sql) {
        Ask ask = new Ask.Query(new Origin("test", "query", "", ""), database, sql, 10);
        return switch (gate.governor().answer(gate.localCaller(), ask, new Cancellation())) {
            case Answer.Table _ -> "answered";
            case Answer.Denied(var refusal) -> refusal.code() + " " + refusal.message();
            case Answer.Plan _, Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
                    throw new AssertionError("not an answer");
        };
    }
}
