package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Truncation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every attack and every harmless query of the corpora, from the Governor to real databases. */
@ParameterizedClass
@MethodSource("servers")
class CorporaTest {

    /** The policy issue's class; without a policy there is nothing to attack. */
    private static final String POLICY = "8.";

    /** The orders, in statements with a limit, that leave nothing to the planner. */
    private static final Set<String> ORDERED = Set.of("order by o.total", "order by s desc");

    private static final Map<SalesDatabase, Gate> GATES = new HashMap<>();

    private final SalesDatabase database;
    private final Gate gate;

    CorporaTest(SalesDatabase database) {
        this.database = database;
        this.gate = Objects.requireNonNull(GATES.get(database));
    }

    static Stream<SalesDatabase> servers() {
        return Stream.of(SalesDatabase.oldest(), SalesDatabase.newest());
    }

    @BeforeParameterizedClassInvocation
    static void open(SalesDatabase database, @TempDir Path folder) throws IOException, Failure {
        Path file = database.settings(folder, "");
        SettingsOption settings = new SettingsOption(file.toString());
        GATES.put(database, Gate.open(settings.load(new PrintWriter(new StringWriter()))));
    }

    @AfterParameterizedClassInvocation
    static void close(SalesDatabase database) {
        Objects.requireNonNull(GATES.remove(database)).close();
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

    private Answer answer(String sql) {
        Ask ask = new Ask.Query(new Origin("test", "query", "", ""), "", sql, Integer.MAX_VALUE);
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
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
            case Answer.Plan _, Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
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
        Rows rows = Rows.of(table);
        Rows witness = witness(query.sql());
        assertThat(table.truncation()).isEqualTo(Truncation.NONE);
        assertThat(rows.columns()).isEqualTo(witness.columns());
        if (isDetermined(query.sql())) {
            assertThat(rows.rows()).containsExactlyInAnyOrderElementsOf(witness.rows());
        } else {
            assertThat(rows.rows()).hasSameSizeAs(witness.rows());
        }
    }

    /** What the database says to the statement as it was written. */
    private Rows witness(String sql) throws SQLException {
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("SET search_path = sales");
            return Rows.of(statement, sql);
        }
    }

    /** A limit without an order leaves it to the planner which rows it gives. */
    static boolean isDetermined(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return !lower.contains("limit") || ORDERED.stream().anyMatch(lower::contains);
    }
}
