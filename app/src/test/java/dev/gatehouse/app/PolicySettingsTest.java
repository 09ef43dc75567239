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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Policies from the settings file to the answer and the audit trail. */
class PolicySettingsTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");

    @TempDir Path folder;

    private Gate gate(String more) throws IOException, Failure {
        Path file = SalesServer.settings(folder, more);
        SettingsOption settings = new SettingsOption(file.toString());
        return Gate.open(settings.load(new PrintWriter(new StringWriter())));
    }

    private static Answer answer(Gate gate, String sql) {
        Ask ask = new Ask.Query(ORIGIN, "", sql, 100_000);
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
    }

    private static String rows(Gate gate, String sql) {
        Answer answer = answer(gate, sql);
        assertThat(answer).isInstanceOf(Answer.Table.class);
        return Rows.of((Answer.Table) answer).rows().toString();
    }

    @Test
    void theRoleOfTheLocalUserDecides() throws IOException, Failure {
        try (Gate gate =
                gate(
                        """
                        roles: {analyst: {policy: sales}}
                        policies:
                          sales:
                            allow_tables: [customers, orders]
                            max_rows_per_query: 3
                            tables:
                              customers:
                                deny_columns: [phone]
                                mask_columns: {ssn: {partial: {keep_last: 2}}, email: "***"}
                                row_filter: tenant_id = :caller.tenant
                        identity: {local: {role: analyst, claims: {tenant: 2}}}
                        """)) {
            assertThat(rows(gate, "SELECT id, ssn, email FROM customers WHERE id < 4"))
                    .isEqualTo("[[1, *******19, ***], [3, *******57, ***]]");
            assertThat(rows(gate, "SELECT id FROM orders ORDER BY id"))
                    .isEqualTo("[[1], [2], [3]]");
            assertThat(answer(gate, "SELECT 1 FROM order_items"))
                    .isInstanceOfSatisfying(
                            Answer.Denied.class,
                            denied ->
                                    assertThat(denied.refusal().code())
                                            .isEqualTo(Code.RELATION_UNAVAILABLE));
        }
        assertThat(folder.resolve("audit.jsonl"))
                .content()
                .contains(
                        "role analyst, policy sales (",
                        "gatehouse.yaml:",
                        ": sales.customers is shown, without phone, email as fixed text, ssn as"
                                + " first 0, last 2, where tenant_id = :caller.tenant");
    }

    @Test
    void theSimulatorTellsWhatWouldHappen() throws IOException {
        Path file =
                SalesServer.settings(
                        folder,
                        """
                        roles:
                          analyst:
                            policy: sales
                            limits: {max_bytes: 2KiB, max_cost: 9e3, max_concurrent: 4}
                        policies:
                          sales:
                            max_rows_per_query: 3
                            max_scan_rows: 700
                            tables: {orders: {row_filter: tenant_id = :caller.tenant}}
                        """);
        String config = "--config=" + file;
        String sql = "SELECT count(id) FROM orders";
        assertThat(ran(0, "policy", "explain", config, "--as=analyst", "--claim=tenant=7", sql))
                .startsWith("Permitted.\nBecause:\n  role analyst, policy sales (")
                .contains(": sales.orders is shown, where tenant_id = :caller.tenant\n")
                .contains(
                        "Tables:\n  sales.orders (line 1:23)\nColumns:\n  sales.orders: id\nLimits:\n  3 rows\n")
                .contains("FROM \"sales\".\"orders\" WHERE (tenant_id =  7 )) AS \"orders\"");
        assertThat(ran(0, "policy", "explain", config, "--as=analyst", "--claim=tenant=7", sql))
                .contains(
                        """
                        Limits:
                          3 rows
                          2048 bytes
                          65536 bytes in a value
                          2000 ms
                          65536 bytes of SQL
                          9000 of the planner's units of cost
                          700 rows of a table of which the whole is read
                          4 asks of a caller at a time
                          10000 ms for a plan, without ANALYZE
                        """);
        assertThat(ran(1, "policy", "explain", config, "--as=analyst", sql))
                .startsWith("Refused: RULE_UNMET: the table `sales.orders` is shown by a rule that")
                .contains("sales.orders is not shown, because its rule needs :caller.tenant\n")
                .doesNotContain("Runs:");
        assertThat(Files.exists(folder.resolve("audit.jsonl"))).isTrue();
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).isEmpty();
    }

    private static String ran(int exitCode, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = Gatehouse.commandLine().setOut(new PrintWriter(out));
        assertThat(command.execute(arguments)).isEqualTo(exitCode);
        return out.toString();
    }

    @Test
    void aPolicyForEverybodyNeedsNoRole() throws IOException, Failure {
        try (Gate gate = gate("policy: {deny_tables: [customers]}\n")) {
            assertThat(rows(gate, "SELECT count(*) FROM orders")).isEqualTo("[[5000]]");
            assertThat(answer(gate, "SELECT 1 FROM customers")).isInstanceOf(Answer.Denied.class);
        }
    }

    @Test
    void whoeverHasNoRoleFindsNoDatabase() throws IOException, Failure {
        try (Gate gate = gate("roles: {analyst: {}}\n")) {
            assertThat(answer(gate, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            Answer.Denied.class,
                            denied ->
                                    assertThat(denied.refusal().code())
                                            .isEqualTo(Code.DATABASE_UNKNOWN));
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("DATABASE_UNKNOWN");
    }
}
