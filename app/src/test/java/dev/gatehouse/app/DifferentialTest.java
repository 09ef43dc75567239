package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated statements, answered by the database as they are written and by Gatehouse: whatever the
 * one answers, the other does. {@link Statements} leaves out, and says where, the known differences
 * of {@code docs/security.md}.
 */
@ParameterizedClass
@MethodSource("servers")
class DifferentialTest {

    private static final long SEED = 2026;
    private static final int STATEMENTS = 1500;
    private static final int STATEMENTS_FOR_THE_OLDEST = 300;
    private static final int TRESPASSES = 150;
    private static final int SHOWN = 10;

    /** What reads a part of a table; a sample by its seed is the same each time. */
    private static final List<String> PARTS =
            List.of(
                    "SELECT * FROM ONLY sales.people",
                    "TABLE ONLY (room)",
                    "SELECT count(*) FROM ONLY (sales . events) AS e",
                    "SELECT p.id FROM ONLY people p LEFT JOIN ONLY(managers) USING (id)",
                    "SELECT night FROM stay TABLESAMPLE BERNOULLI (50) REPEATABLE (3)",
                    "SELECT s.* FROM ONLY stay s TABLESAMPLE pg_catalog.system(100) WHERE s.room > 1",
                    "SELECT count(*) FROM events TABLESAMPLE SYSTEM (99.5) REPEATABLE (1)",
                    "SELECT g.id FROM guest g TABLESAMPLE BERNOULLI (100) GROUP BY g.id",
                    "SELECT id FROM (SELECT * FROM people TABLESAMPLE BERNOULLI (0)) AS none");

    /** What a refusal must not be, because it means a fault of Gatehouse. */
    private static final Set<Code> FAULTS = Set.of(Code.INTERNAL_ERROR, Code.PROOF_FAILED);

    /** What a refusal must not be, because it came too late. */
    private static final Set<Code> LATE = Set.of(Code.DATABASE_ERROR, Code.TIMEOUT);

    private static final Map<SalesDatabase, Gate> GATES = new HashMap<>();

    private final SalesDatabase database;
    private final Gate gate;

    DifferentialTest(SalesDatabase database) {
        this.database = database;
        this.gate = Objects.requireNonNull(GATES.get(database));
    }

    static Stream<SalesDatabase> servers() {
        return Stream.of(SalesDatabase.oldest(), SalesDatabase.newest());
    }

    @BeforeParameterizedClassInvocation
    static void open(SalesDatabase database, @TempDir Path folder)
            throws IOException, SQLException, Failure {
        execute(database, SalesServer.resource(Lab.SCRIPT));
        SettingsOption settings = settings(database, folder);
        GATES.put(database, Gate.open(settings.load(new PrintWriter(new StringWriter()))));
    }

    /** Both schemas, and time enough for a busy machine: a timeout would count as a difference. */
    private static SettingsOption settings(SalesDatabase database, Path folder) throws IOException {
        Path file = database.settings(folder, "");
        String text = Files.readString(file).replace("[sales]", Lab.PATH.toString());
        Files.writeString(file, text.replace("query_timeout: 2s", "query_timeout: 20s"));
        return new SettingsOption(file.toString());
    }

    @AfterParameterizedClassInvocation
    static void close(SalesDatabase database) throws SQLException {
        Objects.requireNonNull(GATES.remove(database)).close();
        execute(database, "DROP SCHEMA lab CASCADE; TRUNCATE sales.people, sales.managers");
    }

    private static void execute(SalesDatabase database, String script) throws SQLException {
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(script);
        }
    }

    private Answer answer(String sql) {
        Ask ask = new Ask.Query(new Origin("test", "query", "", ""), "", sql, Integer.MAX_VALUE);
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
    }

    private static List<String> generated(int count, boolean trespassing) {
        Statements statements = new Statements(new Dice(SEED), trespassing);
        return Stream.generate(statements::next).limit(count).toList();
    }

    @Test
    void answersWhatTheDatabaseItselfAnswers() throws SQLException {
        int count = database == SalesDatabase.oldest() ? STATEMENTS_FOR_THE_OLDEST : STATEMENTS;
        assertThat(compared(generated(count, false))).isGreaterThan(count * 9 / 10);
    }

    @Test
    void readsThePartsOfTablesThatTheDatabaseItselfReads() throws SQLException {
        assertThat(compared(PARTS)).isEqualTo(PARTS.size());
    }

    /** How many of the statements the database answers; Gatehouse answers the same. */
    private int compared(List<String> statements) throws SQLException {
        List<String> differences = new ArrayList<>();
        int answered = 0;
        try (Connection owner = database.owner();
                Statement witness = owner.createStatement()) {
            witness.execute("SET search_path = " + String.join(", ", Lab.PATH));
            for (String sql : statements) {
                Outcome expected = witnessed(witness, sql);
                answered += expected instanceof Outcome.Answered ? 1 : 0;
                String difference = difference(expected, outcome(answer(sql)));
                if (!difference.isEmpty()) {
                    differences.add(difference + "\n  " + sql);
                }
            }
        }
        assertThat(differences.stream().limit(SHOWN))
                .as("%s differences, the first of them", differences.size())
                .isEmpty();
        return answered;
    }

    /** What came of a statement. */
    private sealed interface Outcome {

        record Answered(Rows rows) implements Outcome {}

        record Failed(String why, boolean fault) implements Outcome {}
    }

    private static Outcome witnessed(Statement witness, String sql) {
        try {
            return new Outcome.Answered(Rows.of(witness, sql));
        } catch (SQLException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    private static Outcome outcome(Answer answer) {
        return switch (answer) {
            case Answer.Table table -> new Outcome.Answered(Rows.of(table));
            case Answer.Denied(var refusal) ->
                    new Outcome.Failed(
                            refusal.code() + ": " + refusal.message(),
                            FAULTS.contains(refusal.code()));
            case Answer.Plan _, Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
                    throw new AssertionError("not an answer");
        };
    }

    private static String difference(Outcome expected, Outcome actual) {
        return switch (actual) {
            case Outcome.Failed(String why, boolean fault) ->
                    fault || expected instanceof Outcome.Answered ? why : "";
            case Outcome.Answered(Rows rows) ->
                    expected instanceof Outcome.Answered(Rows own) ? rows.difference(own) : "";
        };
    }

    @Test
    void refusesWhatNamesAClosedSchemaBeforeTheDatabase() {
        List<String> named =
                generated(TRESPASSES, true).stream().filter(DifferentialTest::trespasses).toList();
        assertThat(named).hasSizeGreaterThan(TRESPASSES / 4);
        assertThat(named).allSatisfy(this::isRefusedEarly);
    }

    private static boolean trespasses(String sql) {
        return Stream.of("hr.", "\"hr\"", "app.", "v_sal", "hr .").anyMatch(sql::contains);
    }

    private void isRefusedEarly(String sql) {
        Answer answer = answer(sql);
        assertThat(answer).as(sql).isInstanceOf(Answer.Denied.class);
        Code code = ((Answer.Denied) answer).refusal().code();
        assertThat(FAULTS).as(sql).doesNotContain(code);
        assertThat(LATE).as(sql).doesNotContain(code);
    }
}
