package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions and casts of users before real databases, made by an owner without special rights who
 * means no good: what its code yields is planted, and nothing of it may be seen, be it in an
 * answer, an error or the audit trail.
 */
class FunctionsTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");
    private static final String PLANTED = "planted";
    private static final String ARROW = " => ";

    private static final String POLICY =
            """
            roles: {analyst: {policy: plain}, clerk: {policy: clerk}, reader: {policy: reader}, nobody: {}}
            policies:
              plain:
                functions: {allow: [app.fiscal_year, app.total, app.series, app.shout, app.spelled,
                  app.fails, 'app."Odd ""Name"']}
                tables:
                  app.invoice:
                    row_filter: app.fiscal_year(day) = 2024
                    mask_columns: {note: {sql: app.shout(note)}}
                  app.t_asked: {mask_columns: {c: {partial: {keep_first: 7}}}}
              clerk:
                functions: {allow: [app.noisy, app.leak, app.mixed, app.work, app.on_change,
                  app.gather, app.by_default, app.closed, app.checked, app.fiscal_years, "nowhere.*"]}
              reader: {functions: {allow: [app.fiscal_year, app.to_json]}}
            identity: {local: {role: analyst}}
            """;

    private static final List<Served> LABS = new ArrayList<>();

    /** One server with a gate before it. */
    record Served(SalesDatabase server, Gate gate, Path audit) {

        static Served open(SalesDatabase server, Path folder)
                throws IOException, SQLException, Failure {
            make(server);
            Path file = server.settings(Files.createDirectory(folder), "functions", POLICY);
            Files.writeString(file, Files.readString(file).replace("[sales]", "[app]"));
            SettingsOption settings = new SettingsOption(file.toString());
            Gate gate = Gate.open(settings.load(new PrintWriter(new StringWriter())));
            return new Served(server, gate, folder.resolve("audit.jsonl"));
        }

        private static void make(SalesDatabase server) throws SQLException {
            try (Connection owner = server.owner();
                    Statement statement = owner.createStatement()) {
                statement.execute("CREATE ROLE maker");
                statement.execute("CREATE DATABASE functions OWNER maker");
            }
            try (Connection owner = server.owner("functions");
                    Statement statement = owner.createStatement()) {
                statement.execute(SalesServer.resource("/functions/schema.sql"));
                statement.execute("ANALYZE");
            }
        }

        Answer answer(String role, String sql) {
            Caller caller = new Caller("local:ann", List.of(role), Map.of(), Confines.ALL);
            Ask ask = new Ask.Query(ORIGIN, "", sql, 1000);
            return gate.governor().answer(caller, ask, new Cancellation());
        }

        Refusal refusal(String role, String sql) {
            Answer answer = answer(role, sql);
            assertThat(answer).as(sql).isInstanceOf(Answer.Denied.class);
            return ((Answer.Denied) answer).refusal();
        }

        @Override
        public String toString() {
            return server.toString();
        }
    }

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, SQLException, Failure {
        LABS.add(Served.open(SalesDatabase.newest(), folder.resolve("newest")));
        LABS.add(Served.open(SalesDatabase.oldest(), folder.resolve("oldest")));
    }

    @AfterAll
    static void close() throws IOException {
        for (Served lab : LABS) {
            lab.gate().close();
            assertThat(Files.readString(lab.audit())).isNotEmpty().doesNotContain(PLANTED);
        }
    }

    private static Stream<Arguments> everywhere(String... cases) {
        return LABS.stream().flatMap(lab -> Stream.of(cases).map(each -> Arguments.of(lab, each)));
    }

    private static Stream<Served> labs() {
        return LABS.stream();
    }

    static Stream<Arguments> answered() {
        return everywhere(
                "SELECT app.fiscal_year(date '2024-05-01') => [[2024]]",
                "SELECT fiscal_year('2024-05-01'::timestamptz) => [[2024]]",
                "SELECT 1&fiscal_year(date '2023-05-01'), \"Odd \"\"Name\"(1) => [[1, 2]]",
                "SELECT U&\"fiscal!005fyear\" UESCAPE '!' (date '2023-05-01') => [[2023]]",
                "SELECT id, fiscal_year FROM invoice, fiscal_year(day) ORDER BY 1"
                        + " => [[2, 2024], [3, 2024]]",
                "SELECT x.i FROM app.series(2) AS x(i) ORDER BY 1 => [[1], [2]]",
                "SELECT total(net), app.total(net) FILTER (WHERE id > 2) FROM invoice"
                        + " => [[50, 30]]",
                "SELECT i.id, total(i.net) OVER (ORDER BY id), i.note FROM invoice i ORDER BY 1"
                        + " => [[2, 20, SECOND], [3, 50, THIRD]]",
                "SELECT i.day, total(i.net) FROM invoice i GROUP BY i.id ORDER BY 1"
                        + " => [[2024-05-01, 20], [2024-06-01, 30]]",
                "SELECT fiscal_year(i.day) FROM invoice i GROUP BY fiscal_year(i.day) => [[2024]]",
                "SELECT total(fiscal_year((SELECT min(day) FROM app.invoice))) => [[2024]]",
                "SELECT rtrim(c) FROM t_plain => [[spelled]]",
                "SELECT c FROM t_target => [[b]]",
                "SELECT 'b'::target, NULL::app.target => [[b, NULL]]",
                "SELECT count(*) FROM t_array => [[1]]",
                "SELECT c::text, to_json(h)::text FROM t_extension => [[Ann, {\"a\": \"1\"}]]",
                "SELECT count(*) FROM t_span WHERE c && '[1,3)' => [[2]]");
    }

    @ParameterizedTest
    @MethodSource("answered")
    void callsWhatThePolicyAllows(Served lab, String example) {
        int arrow = example.indexOf(ARROW);
        assertThat(rows(lab, "analyst", example.substring(0, arrow)))
                .isEqualTo(example.substring(arrow + ARROW.length()));
    }

    private static String rows(Served lab, String role, String sql) {
        Answer answer = lab.answer(role, sql);
        assertThat(answer).as(sql).isInstanceOf(Answer.Table.class);
        return Rows.of((Answer.Table) answer).rows().toString();
    }

    static Stream<Arguments> attacks() {
        return everywhere(
                "SELECT app.leak()",
                "SELECT leak()",
                "SELECT app.noisy()",
                "SELECT app.gather(note) FROM app.invoice",
                "SELECT app.by_default()",
                "SELECT hidden.secret(1)",
                "SELECT word FROM hidden.secret",
                "SELECT ROW(1).leak",
                "SELECT (invoice).fiscal_year FROM app.invoice",
                "SELECT invoice.noisy FROM app.invoice",
                "SELECT 'x'::app.checked",
                "SELECT app.checked('x')",
                "SELECT 'x'::checked",
                "SELECT * FROM app.v_checked",
                "SELECT * FROM app.v_asked",
                "SELECT * FROM app.v_leak",
                "SELECT note OPERATOR(app.=~) 'x' FROM app.invoice",
                "SELECT note =~ 'x' FROM app.invoice",
                "SELECT rtrim(c) FROM app.t_unasked",
                "SELECT upper(c) FROM app.t_unasked",
                "SELECT string_agg(c, ',') FROM app.t_unasked",
                "SELECT rtrim('a'::app.unasked)",
                "SELECT upper(('{a}'::app.unasked[])[1])",
                "SELECT rtrim(c) FROM app.t_narrow",
                "SELECT rtrim((c).one) FROM app.t_pair",
                "SELECT 1 FROM app.t_assigned WHERE c",
                "SELECT CASE WHEN 'a'::app.assigned THEN 1 END",
                "SELECT c::text FROM app.t_array",
                "SELECT c::text[] FROM app.t_array",
                "SELECT CAST(x AS text) FROM (SELECT unnest(c) AS x FROM app.t_array) y",
                "SELECT 'a'::app.asked::text",
                "SELECT 'a'::asked::varchar::text",
                "SELECT ARRAY['a'::app.asked]::text[]",
                "SELECT to_json(c) FROM app.t_json",
                "SELECT to_jsonb(t) FROM app.t_json t",
                "SELECT json_agg(c) FROM app.t_json",
                "SELECT json_build_object('a', 'a'::app.as_json)",
                "SELECT 5::app.target",
                "SELECT 5::target",
                "SELECT CAST(n AS app.target) FROM app.t_target, generate_series(1, 2) n",
                "SELECT ARRAY[1]::app.target[]",
                "SELECT fails('x')",
                "SELECT app.fails(note) FROM app.invoice");
    }

    /** The one that is allowed and fails has an error of its own with words like the database's. */
    @ParameterizedTest
    @MethodSource("attacks")
    void showsNothingOfWhatIsPlanted(Served lab, String attack) {
        for (String role : List.of("analyst", "clerk", "nobody")) {
            Answer answer = lab.answer(role, attack);
            assertThat(answer.toString()).doesNotContain(PLANTED);
            assertThat(answer).as(role + ": " + attack).isInstanceOf(Answer.Denied.class);
            assertThat(((Answer.Denied) answer).refusal().code())
                    .isNotIn(Code.INTERNAL_ERROR, Code.PROOF_FAILED);
        }
    }

    /** The attacks are attacks: without Gatehouse, this role is shown what is planted. */
    @ParameterizedTest
    @MethodSource("labs")
    void wouldBeShownWithoutGatehouse(Served lab) throws SQLException {
        List<String> reached = new ArrayList<>();
        List<String> statements =
                List.of(
                        "SELECT rtrim(c) FROM app.t_unasked",
                        "SELECT rtrim((c).one) FROM app.t_pair",
                        "SELECT 1 FROM app.t_assigned WHERE c",
                        "SELECT c::text[] FROM app.t_array",
                        "SELECT to_json(c) FROM app.t_json",
                        "SELECT to_jsonb(t) FROM app.t_json t",
                        "SELECT 5::app.target",
                        "SELECT app.checked('x')",
                        "SELECT app.gather(note) FROM app.invoice",
                        "SELECT app.by_default()",
                        "SELECT left(c::text, 7) FROM app.t_asked");
        try (Connection owner = lab.server().owner("functions");
                Statement agent = owner.createStatement()) {
            agent.execute("SET SESSION AUTHORIZATION agent");
            for (String sql : statements) {
                String shown;
                try {
                    shown = Rows.of(agent, sql).rows().toString();
                } catch (SQLException failed) {
                    shown = String.valueOf(failed.getMessage());
                }
                if (shown.contains(PLANTED)) {
                    reached.add(sql);
                }
            }
        }
        assertThat(reached).containsExactlyElementsOf(statements);
    }

    @ParameterizedTest
    @MethodSource("labs")
    void saysTheSameOfWhatIsClosedAndOfWhatIsNotThere(Served lab) {
        for (String role : List.of("analyst", "clerk", "nobody")) {
            Refusal closed = lab.refusal(role, "SELECT app.leak()");
            Refusal nowhere = lab.refusal(role, "SELECT app.lead()");
            assertThat(closed.code()).isEqualTo(Code.FUNCTION_REFUSED);
            assertThat(closed.toString().replace("leak", "lead")).isEqualTo(nowhere.toString());
        }
        assertThat(lab.refusal("analyst", "SELECT app.fiscal_yeer(day) FROM invoice").help())
                .contains("such as app.fiscal_year");
        assertThat(lab.refusal("clerk", "SELECT app.fiscal_yeer(day) FROM invoice").help())
                .doesNotContain("fiscal_year");
    }

    @ParameterizedTest
    @MethodSource("labs")
    void saysByWhichFunctionACastWouldBeMade(Served lab) {
        Refusal refusal = lab.refusal("nobody", "SELECT 1,\n  rtrim(c) FROM t_plain");
        assertThat(refusal.code()).isEqualTo(Code.FUNCTION_REFUSED);
        assertThat(refusal.message())
                .isEqualTo(
                        "a value of `app.plain` could be cast to `text` here by the function"
                                + " `app.spelled`, which is not available");
        assertThat(refusal.help()).contains("functions: {allow: [app.spelled]}");
        assertThat(refusal.place()).hasToString("line 2:17");
    }

    @ParameterizedTest
    @MethodSource("labs")
    void aViewMayCallWhatItsReaderMayCall(Served lab) {
        assertThat(lab.refusal("nobody", "SELECT * FROM v_fiscal").message())
                .contains("the view `app.v_fiscal` calls the function `fiscal_year`");
        assertThat(rows(lab, "reader", "SELECT * FROM v_fiscal ORDER BY id"))
                .isEqualTo("[[1, 2023], [2, 2024], [3, 2024]]");
    }

    /** A mask is written with a cast to text, which must not be that of the column's owner. */
    @ParameterizedTest
    @MethodSource("labs")
    void masksNothingByCodeOfUsers(Served lab) {
        assertThat(lab.refusal("analyst", "SELECT c FROM t_asked").message())
                .contains("`app.to_text`");
        assertThat(rows(lab, "nobody", "SELECT c FROM t_asked")).isEqualTo("[[a]]");
    }

    @ParameterizedTest
    @MethodSource("labs")
    void aDefinersCastCannotBeAllowed(Served lab) {
        assertThat(lab.refusal("reader", "SELECT to_json(c) FROM t_json").message())
                .contains("`app.to_json`");
    }
}
