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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that a real database has something against, and how the start tells of it. */
@Timeout(120)
class PolicyProblemsTest {

    private static final String WRONG =
            """
            policy:
              deny_tables: [oders]
              tables: {customers: {row_filter: tnant_id = 1}}
            """;

    @TempDir private Path folder;

    /** A policy in which a mark stands before what is wrong, and what is said of it. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                policy(
                        "{allow_tables: [customers, §custmers]}",
                        "there is no table `custmers`; did"),
                policy(
                        "{deny_tables: [§'sale.*']}",
                        "there is no table `sale.*`; did you mean sales"),
                policy(
                        "{tables: {§oders: {deny_columns: [id]}}}",
                        "there is no table `oders`; did"),
                policy(
                        "{functions: {allow: [§app.nothing]}}",
                        "there is no function `app.nothing` that Gatehouse's role may call"),
                customers(
                        "deny_columns: [phone, §emal]",
                        "`sales.customers` has no column `emal`; did you mean email?"),
                customers(
                        "allow_columns: [id, §\"zip\"]",
                        "`sales.customers` has no column `zip`; it has id, name"),
                customers("mask_columns: {name: x, §emal: y}", "`sales.customers` has no column"),
                customers("mask_columns: {name: §{date: month}}", ""),
                customers(
                        "mask_columns: {§emal: {date: month}}", "`sales.customers` has no column"),
                customers(
                        "mask_columns: {email: {sql: 'left(§emal, 1)'}}",
                        "`sales.customers` has no column `emal`; did you mean email?"),
                customers(
                        "mask_columns: {id: {sql: §\"'text'::text\"}}",
                        "the expression is of type"),
                customers(
                        "row_filter: tenant_id = 1 AND §tenat_id = 2",
                        "`sales.customers` has no column `tenat_id`; did you mean tenant_id?"),
                customers(
                        "row_filter: '  tenant_id = 1 AND §tenat_id = 2'", "`sales.customers` has"),
                customers(
                        "row_filter: \"name <> 'ä𝄞' AND §tenat_id = 2\"", "`sales.customers` has"),
                customers("row_filter: §'name <> ''x'' AND tenat_id = 2'", "`sales.customers` has"),
                customers("row_filter: §\"name <> '\\x41' AND tenat_id = 2\"", "`sales.customers`"),
                customers(
                        "row_filter: §tenant_id = 1\n        AND tenat_id = 2",
                        "`sales.customers`"),
                customers(
                        "row_filter: |\n        tenant_id = 1\n          AND §tenat_id = 2\n",
                        "`sales.customers` has no column `tenat_id`; did you mean tenant_id?"),
                customers(
                        "row_filter: | # why\n\n          /* é */ §tenat_id = 2\n",
                        "`sales.customers` has no column"),
                customers(
                        "row_filter: §>\n        tenant_id = 1\n        AND tenat_id = 2\n",
                        "`sal"),
                customers("row_filter: §&x tenat_id = 2", "`sales.customers` has no column"),
                customers("row_filter: tenant_id = §= 1", ""),
                customers("row_filter: §tenant_id + 1", "the expression is of type `integer`"),
                customers("row_filter: tenant_id = §max(tenant_id)", "aggregates and window"),
                customers(
                        "row_filter: id IN (SELECT c.id FROM §sales.customers c)",
                        "the expression reads `sales.customers`, for whose rows it is; write"),
                customers(
                        "row_filter: name = :caller.name AND tenant_id §= country",
                        "operator does not exist: integer = text (SQLSTATE 42883)"));
    }

    private static Arguments policy(String marked, String message) {
        return Arguments.of("policy: " + marked + "\n", message);
    }

    private static Arguments customers(String marked, String message) {
        String more = marked.endsWith("\n") ? marked : marked + "\n";
        return Arguments.of("policy:\n  tables:\n    customers:\n      " + more, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsVeryPlace(String marked, String message) throws IOException {
        Path file = SalesServer.settings(folder, marked);
        String text = Files.readString(file);
        String before = text.substring(0, text.indexOf('§'));
        Files.writeString(file, text.replace("§", ""));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int start = before.lastIndexOf('\n') + 1;
        int column = before.codePointCount(start, before.length()) + 1;

        Program.Outcome outcome = Program.run("query", "--config=" + file, "SELECT 1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines().filter(each -> each.contains(": error: ")))
                .singleElement()
                .asString()
                .startsWith("  %s:%d:%d: error: %s".formatted(file, line, column, message));
    }

    @Test
    void allMistakesAreToldTogether() throws IOException {
        Path file = SalesServer.settings(folder, WRONG);
        assertThat(Program.run("policy", "explain", "--config=" + file, "SELECT 1"))
                .returns(2, Program.Outcome::exitCode)
                .extracting(Program.Outcome::err)
                .isEqualTo(
                        """
                        gatehouse: the settings cannot be used
                          %1$s:10:17: error: there is no table `oders`; did you mean orders?
                          %1$s:11:36: error: `sales.customers` has no column `tnant_id`; did you mean tenant_id?
                        """
                                .formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdio", "serve"})
    void whatServesDoesNotBegin(String command) throws IOException, InterruptedException {
        Path file = SalesServer.settings(folder, WRONG);
        List<String> line = new ArrayList<>(Program.stdio(file));
        line.set(line.indexOf("stdio"), command);
        if (command.equals("serve")) {
            line.addAll(List.of("--port", "0"));
        }
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(line).redirectError(err.toFile()).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(out, StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.readString(err)).contains(":10:17: error: ", ":11:36: error: ");
    }

    @Test
    void theCheckAsksTheDatabasesOnlyWhenItIsTold() throws IOException {
        Path wrong = SalesServer.settings(folder, WRONG);
        assertThat(Program.run("check", "--config=" + wrong).exitCode()).isZero();
        assertThat(Program.run("check", "--connect", "--config=" + wrong))
                .returns(2, Program.Outcome::exitCode)
                .extracting(Program.Outcome::out)
                .asString()
                .contains(":10:17: error: ", ":11:36: error: ", "2 problems");
        Path right = SalesServer.settings(folder, "policy: {deny_tables: [orders]}\n");
        assertThat(Program.run("check", "--connect", "--config=" + right))
                .returns(0, Program.Outcome::exitCode)
                .returns(
                        "The settings are fine, and fit the databases. Databases: sales\n",
                        Program.Outcome::out);
        Path away = withDatabase("away", "policy: {deny_tables: [orders]}\n");
        assertThat(Program.run("check", "--connect", "--config=" + away))
                .returns(1, Program.Outcome::exitCode)
                .extracting(Program.Outcome::out)
                .asString()
                .contains("The database away cannot be asked.");
    }

    @Test
    void aDatabaseThatIsAwayIsCheckedWhenItIsFirstThere()
            throws IOException, Failure, InterruptedException, SQLException {
        Path file =
                withDatabase(
                        "late",
                        """
                        roles: {a: {policy: p}}
                        policies: {p: {tables: {orders: {row_filter: id < 3}, t: {row_filter: nothing}}}}
                        identity: {local: {role: a}}
                        """);
        StringWriter err = new StringWriter();
        try (Gate gate = new SettingsOption(file.toString()).open(new PrintWriter(err, true))) {
            assertThat(err.toString())
                    .contains(
                            "warning: the database `late` cannot be asked at present; its policies"
                                    + " are checked when it first can be\n");
            assertThat(answer(gate, "sales", "SELECT 1 FROM orders"))
                    .isInstanceOf(Answer.Table.class);
            createLate();
            try (Said log = new Said()) {
                assertThat(answer(gate, "late", "SELECT 1 FROM t"))
                        .isInstanceOfSatisfying(
                                Answer.Denied.class,
                                denied ->
                                        assertThat(denied.refusal().code())
                                                .isEqualTo(Code.RELATION_UNAVAILABLE));
                assertThat(log.text())
                        .contains(
                                "ERROR",
                                ":11:",
                                ": error: `public.t` has no column `nothing` (database `late`)")
                        .doesNotContain("orders");
            }
        }
    }

    private Path withDatabase(String name, String more) throws IOException {
        Path file = SalesServer.settings(folder, more);
        String url = SalesServer.url().replace("/postgres", "/" + name);
        String entry = "\n  %s: {url: %s, password: agent}\nroles:".formatted(name, url);
        String text = Files.readString(file);
        return Files.writeString(
                file,
                text.contains("\nroles:")
                        ? text.replace("\nroles:", entry)
                        : text.replace("\npolicy:", entry.replace("roles:", "policy:")));
    }

    private static void createLate() throws SQLException {
        try (Connection server = SalesServer.owner();
                Statement statement = server.createStatement()) {
            statement.execute("CREATE DATABASE late");
        }
        try (Connection owner = SalesServer.owner("late");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE t (id int)");
            statement.execute("GRANT SELECT ON t TO agent");
        }
    }

    private static Answer answer(Gate gate, String database, String sql) {
        Ask ask = new Ask.Query(new Origin("test", "query", "", ""), database, sql, 10);
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
    }
}
