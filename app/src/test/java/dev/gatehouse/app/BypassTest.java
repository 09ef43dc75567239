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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways around a policy that were once open, on the newest and the oldest server. */
@ParameterizedClass
@MethodSource("servers")
class BypassTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");

    private static final String SCHEMA =
            """
            CREATE SCHEMA open;
            CREATE SCHEMA closed;
            CREATE TABLE closed.pay(id int PRIMARY KEY);
            CREATE SEQUENCE closed.numbers;
            CREATE TYPE open.grade AS ENUM ('planted');
            CREATE TYPE open.mood AS ENUM ('good');
            CREATE TABLE open.hidden(grade open.grade);
            CREATE TABLE open.person(
              id int DEFAULT nextval('closed.numbers'), no int DEFAULT 7, ssn text, mood open.mood,
              pay regclass, pays regclass[], owner aclitem,
              initials text GENERATED ALWAYS AS (left(ssn, 9)) STORED,
              twice int GENERATED ALWAYS AS (no * 2) STORED);
            INSERT INTO open.person(id, ssn, pay, pays)
              VALUES (1, 'planted-ssn', 'closed.pay', '{closed.pay}');
            CREATE TABLE open.sizes(pg_relation_size text, pg_typeof text);
            INSERT INTO open.sizes VALUES ('1', '2');
            CREATE TABLE open.thin(id int, name text, planted int);
            CREATE TABLE open.own(id int);
            ALTER TABLE open.own ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON open.own
              USING (id IN (SELECT p.id FROM closed.pay p WHERE p.id <> 4711));
            CREATE VIEW open.of_own AS SELECT id FROM open.own;
            CREATE TABLE open.whole(id int) PARTITION BY RANGE (id);
            CREATE TABLE closed.part PARTITION OF open.whole FOR VALUES FROM (1) TO (2);
            GRANT USAGE ON SCHEMA open, closed TO agent;
            GRANT SELECT ON ALL TABLES IN SCHEMA open, closed TO agent;
            """;

    private static final String POLICY =
            """
            policy:
              allow_tables: [open.*]
              deny_tables: [open.hidden]
              tables:
                open.person: {mask_columns: {ssn: {partial: {keep_last: 1}}}}
                open.thin: {deny_columns: [planted]}
            """;

    private static final Map<SalesDatabase, Gate> GATES = new ConcurrentHashMap<>();

    private final Gate gate;

    BypassTest(SalesDatabase database) {
        this.gate = Objects.requireNonNull(GATES.get(database));
    }

    static Stream<SalesDatabase> servers() {
        return Stream.of(SalesDatabase.oldest(), SalesDatabase.newest());
    }

    @BeforeParameterizedClassInvocation
    static void open(SalesDatabase database, @TempDir Path folder)
            throws IOException, SQLException, Failure {
        execute(database, SCHEMA);
        Path file = database.settings(folder, POLICY);
        Files.writeString(file, Files.readString(file).replace("[sales]", "[open, closed]"));
        SettingsOption settings = new SettingsOption(file.toString());
        GATES.put(database, Gate.open(settings.load(new PrintWriter(new StringWriter()))));
    }

    @AfterParameterizedClassInvocation
    static void close(SalesDatabase database) throws SQLException {
        Objects.requireNonNull(GATES.remove(database)).close();
        execute(database, "DROP SCHEMA open, closed CASCADE");
    }

    private static void execute(SalesDatabase database, String script) throws SQLException {
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(script);
        }
    }

    private Answer answer(Ask ask) {
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
    }

    private Answer answer(String sql) {
        return answer(new Ask.Query(ORIGIN, "", sql, 100));
    }

    private String rows(String sql) {
        Answer answer = answer(sql);
        assertThat(answer).as(sql).isInstanceOf(Answer.Table.class);
        return Rows.of((Answer.Table) answer).rows().toString();
    }

    private Code code(String sql) {
        Answer answer = answer(sql);
        assertThat(answer).as(sql).isInstanceOf(Answer.Denied.class);
        return ((Answer.Denied) answer).refusal().code();
    }

    @Test
    void theNameOfAnotherThingInFromDoesNotOpenAFunction() {
        assertThat(rows("SELECT s.pg_relation_size FROM sizes s")).isEqualTo("[[1]]");
        Stream.of(
                        "SELECT (SELECT \"coalesce\".pg_relation_size FROM"
                                + " coalesce('closed.pay'::text)) FROM sizes AS \"coalesce\"",
                        "SELECT (SELECT text.pg_relation_size FROM CAST('closed.pay' AS text))"
                                + " FROM sizes AS text",
                        "SELECT coalesce(s.pg_typeof, 'closed.pay') FROM sizes AS s(a, b)",
                        "SELECT (SELECT j.pg_typeof FROM (SELECT 1 AS x) a JOIN"
                                + " (SELECT 1 AS x) b USING (x) AS j) FROM sizes AS j")
                .forEach(sql -> assertThat(code(sql)).as(sql).isEqualTo(Code.FUNCTION_REFUSED));
    }

    @Test
    void aColumnThatIsGeneratedFromAMaskedOneIsHiddenToo() {
        assertThat(rows("SELECT ssn, twice FROM person")).isEqualTo("[[**********n, 14]]");
        assertThat(code("SELECT initials FROM person")).isEqualTo(Code.DATABASE_ERROR);
        assertThat(rows("TABLE person")).doesNotContain("planted");
    }

    /** Beside a value of such a type a constant would be looked up. */
    @Test
    void noColumnTellsWhetherThereIsAnythingOfAName() {
        assertThat(rows("SELECT coalesce(NULLIF(pay, pay), 'closed.none') FROM person"))
                .isEqualTo("[[closed.none]]");
        assertThat(rows("SELECT pays || '{closed.none}' FROM person"))
                .isEqualTo("[[{closed.pay,closed.none}]]");
        assertThat(rows("SELECT coalesce(owner, 'nobody=r/nobody') FROM person"))
                .isEqualTo("[[nobody=r/nobody]]");
    }

    @Test
    void aDefaultDoesNotNameAHiddenSchema() {
        Answer portrait = answer(new Ask.Describe(ORIGIN, "", "open", "person"));
        assertThat(portrait.toString())
                .contains("defaultExpression=7")
                .doesNotContain("nextval", "initials", "closed");
    }

    @Test
    void aTypeThatOnlyAHiddenTableHasDoesNotExist() {
        assertThat(rows("SELECT enum_range(NULL::mood)")).isEqualTo("[[{good}]]");
        assertThat(code("SELECT enum_range(NULL::grade)")).isEqualTo(Code.TYPE_REFUSED);
        assertThat(code("SELECT enum_range(NULL::open.grade)")).isEqualTo(Code.TYPE_REFUSED);
    }

    /** A scan in a plan tells all columns of a table, and what row security asks of its rows. */
    @Test
    void noPlanTellsOfWhatDoesNotExist() {
        assertThat(rows("EXPLAIN (VERBOSE) SELECT * FROM sizes")).contains("open.sizes");
        Stream.of(
                        "SELECT id, count(*) FROM thin GROUP BY id",
                        "SELECT * FROM own",
                        "SELECT * FROM of_own",
                        "SELECT * FROM whole")
                .forEach(
                        sql ->
                                assertThat(code("EXPLAIN (VERBOSE) " + sql))
                                        .as(sql)
                                        .isEqualTo(Code.PLAN_WITHHELD));
    }
}
