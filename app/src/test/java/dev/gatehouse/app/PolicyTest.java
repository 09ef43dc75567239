package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Policies before a real database. A caller's answer must be what a database answers in which the
 * masked and filtered data were replaced by hand; and of what was planted there, nothing may be
 * seen, be it in an answer, an error or the audit trail.
 */
class PolicyTest {

    private static final long SEED = 2027;
    private static final int STATEMENTS = 2000;
    private static final int SHOWN = 10;
    private static final String ARROW = "\n=>\n";
    private static final Pattern BLOCKS = Pattern.compile("\n\n");
    private static final List<String> SECRETS = List.of("planted", "topsecret");

    /** What a second role shows as little. */
    private static final List<String> STILL_SECRET =
            List.of("planted-ssn", "planted-sku", "planted-kind", "planted-out", "topsecret");

    private static @Nullable PolicyLab lab;
    private static @Nullable Path audit;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, Failure {
        lab = PolicyLab.open(folder);
        audit = folder.resolve("audit.jsonl");
    }

    @AfterAll
    static void close() throws IOException {
        opened().close();
        assertThat(secrets(Files.readString(audit == null ? Path.of("") : audit))).isEmpty();
    }

    private static PolicyLab opened() {
        PolicyLab open = lab;
        if (open == null) {
            throw new AssertionError("the gate did not open");
        }
        return open;
    }

    private static Answer answer(Caller caller, String sql) {
        return opened().answer(caller, sql);
    }

    private static List<String> secrets(String text) {
        return secrets(text, SECRETS);
    }

    private static List<String> secrets(String text, List<String> among) {
        String lower = text.toLowerCase(Locale.ROOT);
        return among.stream().filter(lower::contains).toList();
    }

    static Stream<CorporaTest.Sample> attacks() {
        return CorporaTest.Sample.of("attack").filter(s -> !s.expect().equals("ACCEPT_BOUNDED"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void showsNoAttackerWhatIsHidden(CorporaTest.Sample attack) {
        Answer answer = answer(PolicyLab.analyst(), attack.sql());
        assertThat(secrets(answer.toString())).isEmpty();
        if (attack.expect().equals("REFUSE")) {
            assertThat(answer).isInstanceOf(Answer.Denied.class);
        }
        if (answer instanceof Answer.Denied(Refusal refusal)) {
            assertThat(refusal.code()).isNotIn(Code.INTERNAL_ERROR, Code.PROOF_FAILED);
        }
    }

    static Stream<CorporaTest.Sample> benign() {
        return CorporaTest.Sample.of("benign");
    }

    /** With a limit and no order, and for the whole of a plan, only the number of rows is known. */
    @ParameterizedTest
    @MethodSource("benign")
    void answersEveryHarmlessQueryAsTheReplacedDatabaseDoes(CorporaTest.Sample query)
            throws SQLException {
        Answer answer = answer(PolicyLab.analyst(), query.sql());
        if (query.sql().startsWith("EXPLAIN")) {
            assertThat(code(answer)).isEqualTo(Code.PLAN_WITHHELD);
            return;
        }
        assertThat(answer).isInstanceOf(Answer.Table.class);
        Rows rows = Rows.of((Answer.Table) answer);
        Rows expected = witnessed(PolicyLab.REPLACED, query.sql());
        if (CorporaTest.isDetermined(query.sql())) {
            assertThat(rows.difference(expected)).isEmpty();
        } else {
            assertThat(rows.rows()).hasSameSizeAs(expected.rows());
        }
    }

    private static Code code(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Denied.class);
        return ((Answer.Denied) answer).refusal().code();
    }

    private static Rows witnessed(String database, String sql) throws SQLException {
        try (Connection owner = SalesServer.owner(database);
                Statement witness = PolicyLab.witness(owner)) {
            return Rows.of(witness, sql);
        }
    }

    @Test
    void answersWhatTheReplacedDatabaseAnswers() throws SQLException {
        compare(PolicyLab.analyst(), PolicyLab.REPLACED, SEED, SECRETS);
    }

    @Test
    void answersACallerWithTwoRolesWhatTheUnionOfBothAnswers() throws SQLException {
        compare(PolicyLab.both(), PolicyLab.UNITED, SEED + 1, STILL_SECRET);
    }

    private static void compare(Caller caller, String database, long seed, List<String> secrets)
            throws SQLException {
        List<String> differences = new ArrayList<>();
        int answered = 0;
        Statements statements = new Statements(new Dice(seed), false);
        try (Connection owner = SalesServer.owner(database);
                Statement witness = PolicyLab.witness(owner)) {
            for (int count = 0; count < STATEMENTS; count++) {
                String sql = statements.next();
                Answer answer = answer(caller, sql);
                assertThat(secrets(answer.toString(), secrets)).as(sql).isEmpty();
                String difference = difference(witness, sql, answer);
                answered += answer instanceof Answer.Table ? 1 : 0;
                if (!difference.isEmpty()) {
                    differences.add(difference + "\n  " + sql);
                }
            }
        }
        assertThat(differences.stream().limit(SHOWN))
                .as("%s differences, the first of them", differences.size())
                .isEmpty();
        assertThat(answered).isGreaterThan(STATEMENTS * 8 / 10);
    }

    private static String difference(Statement witness, String sql, Answer answer) {
        Rows expected;
        try {
            expected = Rows.of(witness, sql);
        } catch (SQLException e) {
            return answer instanceof Answer.Denied ? "" : "answered instead of " + e.getMessage();
        }
        return switch (answer) {
            case Answer.Table table -> Rows.of(table).difference(expected);
            case Answer.Denied(Refusal refusal) -> refusal.code() + ": " + refusal.message();
            case Answer.Plan _, Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
                    throw new AssertionError("not an answer");
        };
    }

    @Test
    void deniesWhereARuleNeedsWhatIsNotKnownOfTheCaller() {
        Answer answer = answer(PolicyLab.nobody(), "SELECT 1 FROM customers");
        assertThat(code(answer)).isEqualTo(Code.RULE_UNMET);
        assertThat(answer.toString()).contains(":caller.tenant").doesNotContain("tenant_id");
        assertThat(answer(PolicyLab.nobody(), "SELECT sku FROM order_items"))
                .isInstanceOf(Answer.Table.class);
    }

    @Test
    void tellsNothingOfWhatDoesNotExistForTheCaller() {
        Ask describe = new Ask.Describe(PolicyLab.ORIGIN, "", "", "customers");
        Answer portrait = opened().answer(PolicyLab.analyst(), describe);
        assertThat(portrait.toString()).doesNotContain("phone").contains("ssn");
        Answer there = answer(PolicyLab.analyst(), "SELECT phone FROM customers");
        Answer nowhere = answer(PolicyLab.analyst(), "SELECT phxne FROM customers");
        assertThat(there.toString().replace("phone", "phxne")).isEqualTo(nowhere.toString());
    }

    @Test
    void letsThePlannerReachTheIndexThroughAFilter() throws SQLException {
        String sql =
                opened().rewritten(PolicyLab.analyst(), "SELECT name FROM customers WHERE id = 2");
        try (Connection owner = SalesServer.owner("guarded");
                Statement statement = owner.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
            StringBuilder lines = new StringBuilder();
            while (plan.next()) {
                lines.append(plan.getString(1)).append('\n');
            }
            assertThat(lines.toString())
                    .contains("Index Scan using customers_pkey on customers")
                    .contains("Filter: (tenant_id = 1)")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void showsNoPlanOfWhatIsMaskedOrFiltered() {
        assertThat(code(answer(PolicyLab.analyst(), "EXPLAIN SELECT 1 FROM customers")))
                .isEqualTo(Code.PLAN_WITHHELD);
        Ask explain = new Ask.Explain(PolicyLab.ORIGIN, "", "TABLE order_items", true);
        assertThat(code(opened().answer(PolicyLab.analyst(), explain)))
                .isEqualTo(Code.PLAN_WITHHELD);
    }

    /** What the guard makes of a statement under a policy, word for word, and what it answers. */
    @Test
    void writesWhatItWrote() throws IOException, SQLException {
        Path file = Path.of("src/test/resources/policy/rewritten.txt");
        String golden = Files.readString(file);
        List<String> blocks = new ArrayList<>();
        for (String block : BLOCKS.splitAsStream(golden.strip()).toList()) {
            blocks.add(executed(block));
        }
        String now = String.join("\n\n", blocks) + "\n";
        if (Boolean.getBoolean("gatehouse.update")) {
            Files.writeString(file, now);
        } else {
            assertThat(now).isEqualTo(golden);
        }
    }

    private static String executed(String block) throws SQLException {
        int arrow = block.indexOf(ARROW);
        String asked = arrow < 0 ? block : block.substring(0, arrow);
        String sql = asked.substring(asked.indexOf('\n') + 1);
        boolean united = asked.startsWith("both\n");
        Caller caller = united ? PolicyLab.both() : PolicyLab.analyst();
        Answer answer = answer(caller, sql);
        assertThat(answer).as(sql).isInstanceOf(Answer.Table.class);
        Rows expected = witnessed(united ? PolicyLab.UNITED : PolicyLab.REPLACED, sql);
        assertThat(Rows.of((Answer.Table) answer).difference(expected)).as(sql).isEmpty();
        return asked + ARROW + opened().rewritten(caller, sql);
    }
}
