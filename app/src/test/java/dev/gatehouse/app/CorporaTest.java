package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.result.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every attack and every harmless query of the corpora, from the Governor to a real database. */
class CorporaTest {

    /** The policy issue's class; without a policy there is nothing to attack. */
    private static final String POLICY = "8.";

    private static @Nullable Gate gate;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, Failure {
        Path file = SalesServer.settings(folder, "");
        SettingsOption settings = new SettingsOption(file.toString());
        gate = Gate.open(settings.load(new PrintWriter(new StringWriter())));
    }

    @AfterAll
    static void close() {
        opened().close();
    }

    private static Gate opened() {
        Gate open = gate;
        if (open == null) {
            throw new AssertionError("the gate did not open");
        }
        return open;
    }

    record Sample(String group, String sql, String why, String expect) {

        static Stream<Sample> of(String corpus) {
            return SalesServer.resource("/corpora/" + corpus + ".jsonl")
                    .lines()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .filter(line -> line.path("engine").asString().equals("postgresql"))
                    .map(Sample::read);
        }

        private static Sample read(JsonNode line) {
            return new Sample(
                    line.path("class").asString(),
                    line.path("sql").asString(),
                    line.path("why").asString(),
                    line.path("expect").asString(""));
        }
    }

    private static Answer answer(String sql) {
        Ask ask = new Ask.Query(new Origin("test", "query", "", ""), "", sql, Integer.MAX_VALUE);
        return opened().governor().answer(Gate.localCaller(), ask, new Cancellation());
    }

    static Stream<Sample> attacks() {
        return Sample.of("attack")
                .filter(s -> s.expect().equals("REFUSE") && !s.group().startsWith(POLICY));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesEveryAttackBeforeTheDatabase(Sample attack) {
        assertThat(answer(attack.sql())).isInstanceOf(Answer.Denied.class);
        Code code = ((Answer.Denied) answer(attack.sql())).refusal().code();
        assertThat(code)
                .isNotIn(Code.DATABASE_ERROR, Code.INTERNAL_ERROR, Code.PROOF_FAILED, Code.TIMEOUT);
    }

    static Stream<Sample> bombs() {
        return Sample.of("attack").filter(s -> s.expect().equals("ACCEPT_BOUNDED"));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void endsWhatIsOnlyExpensiveAtALimit(Sample bomb) {
        switch (answer(bomb.sql())) {
            case Answer.Table table -> assertThat(table.rows()).hasSizeLessThan(10);
            case Answer.Denied denied ->
                    assertThat(denied.refusal().code())
                            .isIn(Code.TIMEOUT, Code.RESULT_TOO_LARGE, Code.DATABASE_ERROR);
            case Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
                    throw new AssertionError("not an answer");
        }
    }

    static Stream<Sample> benign() {
        return Sample.of("benign");
    }

    @ParameterizedTest
    @MethodSource("benign")
    void answersEveryHarmlessQueryAsTheDatabaseItselfDoes(Sample query) throws SQLException {
        Answer answer = answer(query.sql());
        assertThat(answer).isInstanceOf(Answer.Table.class);
        Answer.Table table = (Answer.Table) answer;
        Witness witness = Witness.of(query.sql());
        assertThat(table.truncation()).isEqualTo(Truncation.NONE);
        assertThat(table.columns()).extracting(ResultColumn::name).isEqualTo(witness.columns());
        if (witness.isDetermined(query.sql())) {
            assertThat(rows(table)).containsExactlyInAnyOrderElementsOf(witness.rows());
        } else {
            assertThat(rows(table)).hasSameSizeAs(witness.rows());
        }
    }

    private static List<List<String>> rows(Answer.Table table) {
        return table.rows().stream()
                .map(row -> row.stream().map(CorporaTest::text).toList())
                .toList();
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Bool(boolean truth) -> truth ? "t" : "f";
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Numeric(String digits) -> digits;
            case Value.Text(String text) -> text;
            case Value.Json(String text) -> text;
            case Value.Binary(String base64) -> base64;
            case Value.Cut(String beginning, long _) -> beginning;
        };
    }

    /** What the database says to the statement as it was written. */
    private record Witness(List<String> columns, List<List<String>> rows) {

        private static final Set<String> ORDERED = Set.of("order by o.total", "order by s desc");

        static Witness of(String sql) throws SQLException {
            try (Connection owner = SalesServer.owner();
                    Statement statement = owner.createStatement()) {
                statement.execute("SET search_path = sales");
                statement.setEscapeProcessing(false);
                try (ResultSet result = statement.executeQuery(sql)) {
                    return read(result);
                }
            }
        }

        private static Witness read(ResultSet result) throws SQLException {
            int width = result.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int at = 1; at <= width; at++) {
                columns.add(result.getMetaData().getColumnLabel(at));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int at = 1; at <= width; at++) {
                    String value = result.getString(at);
                    row.add(value == null ? "NULL" : value);
                }
                rows.add(row);
            }
            return new Witness(columns, rows);
        }

        /** A limit without an order leaves it to the planner which rows it gives. */
        boolean isDetermined(String sql) {
            String lower = sql.toLowerCase(java.util.Locale.ROOT);
            return !lower.contains("limit") || ORDERED.stream().anyMatch(lower::contains);
        }
    }
}
