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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row level security of the database, from the settings file to the answer. */
class SessionTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");

    private static final String ROLES =
            """
            DO $$ BEGIN
              CREATE ROLE told_analyst;
              CREATE ROLE told_boss;
            END $$;
            GRANT told_analyst, told_boss TO agent;
            """;

    private static final String SCHEMA =
            """
            CREATE SCHEMA sales;
            CREATE TABLE sales.orders (id int PRIMARY KEY, tenant int, customer text);
            INSERT INTO sales.orders VALUES (1, 1, 'ann'), (2, 2, 'bob'), (3, 1, 'cid');
            ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON sales.orders USING (tenant = current_setting('app.tenant')::int);
            CREATE TABLE sales.notes (id int, region text);
            INSERT INTO sales.notes VALUES (1, 'a,b'), (2, 'c"d'), (3, '{e}'), (4, 'a');
            ALTER TABLE sales.notes ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON sales.notes
              USING (region = ANY (current_setting('app.regions')::text[]));
            CREATE TABLE sales.costs (id int);
            INSERT INTO sales.costs VALUES (7);
            GRANT USAGE ON SCHEMA sales TO agent, told_analyst, told_boss;
            GRANT SELECT ON ALL TABLES IN SCHEMA sales TO agent, told_boss;
            GRANT SELECT ON sales.orders, sales.notes TO told_analyst;
            """;

    private static final String POLICY =
            """
            roles: {analyst: {policy: masked}, boss: {}, guest: {}}
            policies: {masked: {tables: {orders: {mask_columns: {customer: "***"}}}}}
            """;

    private static final String SETTINGS = "settings: {app.tenant: tenant, app.regions: regions}";
    private static final String BOTH =
            SETTINGS + ", roles: {analyst: told_analyst, boss: told_boss}";

    @TempDir Path folder;

    static Stream<SalesDatabase> servers() {
        return Stream.of(SalesDatabase.newest(), SalesDatabase.oldest());
    }

    @BeforeAll
    static void fill() throws SQLException {
        for (SalesDatabase server : servers().toList()) {
            execute(server.owner(), "CREATE DATABASE told");
            execute(server.owner(), ROLES);
            execute(server.owner("told"), SCHEMA);
        }
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (owner;
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A settings file for the local user with a role and claims. */
    private Path file(SalesDatabase server, String session, String role, String claims)
            throws IOException {
        String local = "identity: {local: {role: " + role + ", claims: {" + claims + "}}}\n";
        Path file = server.settings(folder, "told", POLICY + local);
        String schemas = "    schemas: [sales]\n";
        return Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                schemas,
                                schemas
                                        + "    explain_analyze: true\n    session: {"
                                        + session
                                        + "}\n"));
    }

    private Program.Outcome query(Path file, String sql) {
        return Program.run("query", "--config", file.toString(), sql);
    }

    private Program.Outcome query(SalesDatabase server, String session, String role, String sql)
            throws IOException {
        return query(file(server, session, role, "tenant: 1, regions: [north]"), sql);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void eachTenantSeesItsOwnRowsAndThePolicyHoldsOnTop(SalesDatabase server) throws IOException {
        String sql = "SELECT id, customer FROM orders ORDER BY id";
        Path first = file(server, SETTINGS, "analyst", "tenant: 1, regions: []");
        assertThat(query(first, sql).out())
                .isEqualTo(
                        """
                        id  customer
                        --  --------
                         1  ***
                         3  ***
                        (2 rows)
                        """);
        Path second = file(server, SETTINGS, "boss", "tenant: 2, regions: []");
        assertThat(query(second, sql).out())
                .isEqualTo(
                        """
                        id  customer
                        --  --------
                         2  bob
                        (1 row)
                        """);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aListIsAnArrayToTheDatabase(SalesDatabase server) throws IOException {
        Path file =
                file(
                        server,
                        SETTINGS,
                        "boss",
                        "tenant: 1, regions: ['a,b', 'c\"d', '{e}', 'NULL']");
        assertThat(query(file, "SELECT id FROM notes ORDER BY id").out())
                .isEqualTo(
                        """
                        id
                        --
                         1
                         2
                         3
                        (3 rows)
                        """);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theDatabasesRoleNarrowsWhatMayBeRead(SalesDatabase server) throws IOException {
        String costs = "SELECT id FROM costs";
        assertThat(query(server, BOTH, "boss", costs).out()).contains("7");
        Program.Outcome narrow = query(server, BOTH, "analyst", costs);
        assertThat(narrow.exitCode()).isEqualTo(1);
        assertThat(narrow.err()).startsWith("gatehouse: DATABASE_ERROR: ").contains("42501");
        assertThat(narrow.err()).doesNotContain("told_analyst");
        assertThat(query(server, BOTH, "analyst", "SELECT id FROM orders").out())
                .contains("(2 rows)");
    }

    @Test
    void whatCannotBeToldIsRefused() throws IOException {
        SalesDatabase server = SalesDatabase.newest();
        Path unknown = file(server, SETTINGS, "analyst", "regions: []");
        assertThat(query(unknown, "SELECT id FROM orders").err())
                .startsWith(
                        "gatehouse: RULE_UNMET: the session in the database needs :caller.tenant\n");
        assertThat(query(server, BOTH, "guest", "SELECT id FROM costs").err())
                .startsWith(
                        "gatehouse: RULE_UNMET: the session in the database needs one of the roles"
                                + " analyst, boss\n");
    }

    @Test
    void aRoleThatIsNotThereIsNotNamedToTheCaller() throws IOException {
        String session = "roles: {analyst: told_nobody}";
        assertThat(query(SalesDatabase.newest(), session, "analyst", "SELECT 1").err())
                .contains(
                        "gatehouse: DATABASE_UNSUITABLE: the session in the database cannot be"
                                + " told who asks\n");
    }

    @Test
    void aCallerCannotReadOrChangeWhatIsTold() throws IOException {
        for (String sql :
                new String[] {
                    "SELECT current_setting('app.tenant')",
                    "SELECT id FROM orders WHERE current_setting('app.tenant', true) = '2'",
                    "SELECT set_config('app.tenant', '2', true)",
                    "SET app.tenant = 2",
                    "SET LOCAL ROLE told_boss",
                    "RESET ROLE",
                    "SHOW app.tenant"
                }) {
            Program.Outcome outcome = query(SalesDatabase.newest(), BOTH, "analyst", sql);
            assertThat(outcome.exitCode()).as(sql).isEqualTo(1);
            assertThat(outcome.err())
                    .as(sql)
                    .containsAnyOf("FUNCTION_REFUSED", "NOT_READ_ONLY", "CONSTRUCT_REFUSED");
        }
    }

    @Test
    void aPlanIsThatOfTheCaller() throws IOException, Failure {
        Path file = file(SalesDatabase.newest(), BOTH, "boss", "tenant: 2, regions: []");
        assertThat(explained(file, "SELECT id FROM costs")).isInstanceOf(Answer.Plan.class);
        assertThat(explained(file, "SELECT id FROM orders"))
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied ->
                                assertThat(denied.refusal().code()).isEqualTo(Code.PLAN_WITHHELD));
        Path narrow = file(SalesDatabase.newest(), BOTH, "analyst", "tenant: 2, regions: []");
        assertThat(explained(narrow, "SELECT id FROM costs"))
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied ->
                                assertThat(denied.refusal().code()).isEqualTo(Code.DATABASE_ERROR));
    }

    private static Answer explained(Path file, String sql) throws Failure {
        SettingsOption settings = new SettingsOption(file.toString());
        try (Gate gate = Gate.open(settings.load(new PrintWriter(new StringWriter())))) {
            Ask ask = new Ask.Explain(ORIGIN, "", sql, true);
            return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
        }
    }

    @Test
    void theSimulatorTellsWhatTheDatabaseWouldBeTold() throws IOException {
        Path file = file(SalesDatabase.newest(), BOTH, "boss", "tenant: 2, regions: [a]");
        Program.Outcome told =
                Program.run("policy", "explain", "--config", file.toString(), "SELECT 1");
        assertThat(told.out())
                .contains(
                        "Session:\n  app.tenant = 2\n  app.regions = {\"a\"}\n  role told_boss\nRuns:");
        Program.Outcome untold =
                Program.run(
                        "policy", "explain", "--config", file.toString(), "--as=guest", "SELECT 1");
        assertThat(untold.exitCode()).isEqualTo(1);
        assertThat(untold.err()).contains("RULE_UNMET");
    }
}
