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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on what the planner expects, by database, role and policy, with a real planner. */
class CostTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");
    private static final Caller ANN =
            new Caller("local:ann", List.of("analyst"), Map.of(), Confines.ALL);

    @TempDir private Path folder;

    private final List<Gate> gates = new ArrayList<>();

    @AfterEach
    void close() {
        gates.forEach(Gate::close);
    }

    private void open(String ofDatabase, String more) throws IOException, Failure {
        Path file = SalesServer.settings(folder, more);
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replace(
                        "query_timeout:",
                        ofDatabase + "\n    explain_analyze: true\n    query_timeout:"));
        SettingsOption settings = new SettingsOption(file.toString());
        gates.add(Gate.open(settings.load(new PrintWriter(new StringWriter()))));
    }

    private Answer answer(Caller caller, String sql, int rows) {
        Ask ask = new Ask.Query(ORIGIN, "", sql, rows);
        return gates.getLast().governor().answer(caller, ask, new Cancellation());
    }

    private void isAnswered(String sql) {
        assertThat(answer(ANN, sql, 10)).as(sql).isInstanceOf(Answer.Table.class);
    }

    private Refusal refusal(Caller caller, String sql) {
        Answer answer = answer(caller, sql, 10);
        assertThat(answer).as(sql).isInstanceOf(Answer.Denied.class);
        return ((Answer.Denied) answer).refusal();
    }

    @Test
    void whatThePlannerFindsTooExpensiveDoesNotRun() throws IOException, Failure {
        open("max_cost: 5e3", "");
        isAnswered("SELECT * FROM orders WHERE id = 7");
        isAnswered("SELECT count(*) FROM orders");
        Refusal refusal = refusal(ANN, "SELECT count(*) FROM orders a, orders b");
        assertThat(refusal.code()).isEqualTo(Code.TOO_EXPENSIVE);
        assertThat(refusal.message())
                .matches(
                        "the planner expects a cost of \\d{6,}; the limit is 5000 \\(max_cost\\), and"
                                + " nothing ran");
        assertThat(refusal.help())
                .isEqualTo(
                        "Filter on indexed columns (sales.orders: id), join fewer tables, or ask for a"
                                + " smaller part; explain shows the plan and its cost.");
    }

    @Test
    void theWholeOfALargeTableIsNotRead() throws IOException, Failure {
        open("max_scan_rows: 6_000", "");
        Refusal refusal = refusal(ANN, "SELECT max(price) FROM order_items");
        assertThat(refusal.code()).isEqualTo(Code.TOO_EXPENSIVE);
        assertThat(refusal.message())
                .isEqualTo(
                        "the whole of the table `sales.order_items` would be read, about 10000 rows;"
                                + " the limit is 6000 rows (max_scan_rows), and nothing ran");
        assertThat(refusal.help()).contains("(sales.order_items: order_id)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM order_items",
                "SELECT * FROM (SELECT sku, qty * 2 FROM order_items LIMIT 50) few",
                "SELECT * FROM events",
                "SELECT * FROM order_items WHERE order_id = 7",
                "SELECT max(order_id) FROM order_items",
                "SELECT count(*) FROM orders",
                "SELECT count(*) FROM events WHERE ts > '2025-06-01'",
                "SELECT count(*) FROM order_items TABLESAMPLE SYSTEM (1)"
            })
    void whatReadsAPartOfATableIsNoWholeRead(String sql) throws IOException, Failure {
        open("max_scan_rows: 6_000", "");
        isAnswered(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM order_items WHERE sku = 'sku 7'",
                "SELECT * FROM order_items ORDER BY price",
                "SELECT * FROM order_items OFFSET 9000",
                "SELECT 1 WHERE EXISTS (SELECT FROM order_items WHERE qty = 99)",
                "WITH a AS MATERIALIZED (SELECT * FROM order_items) SELECT count(*) FROM a",
                "SELECT count(*) FROM events",
                "SELECT count(*) FROM order_items TABLESAMPLE BERNOULLI (1)",
                "SELECT order_id, count(*) FROM order_items GROUP BY order_id ORDER BY 2"
            })
    void whatMayLookAtEveryRowIsAWholeRead(String sql) throws IOException, Failure {
        open("max_scan_rows: 6_000", "");
        assertThat(refusal(ANN, sql).message()).contains("(max_scan_rows)");
    }

    @Test
    void ofSeveralRolesTheHighestLimitHoldsAndNoneIsTheHighest() throws IOException, Failure {
        open(
                "max_concurrent: 9",
                """
                roles:
                  small: {limits: {max_scan_rows: 100, max_rows: 2}}
                  large: {limits: {max_scan_rows: 6000}}
                  elsewhere: {databases: [sales], limits: {max_scan_rows: 1}}
                """);
        Caller small = new Caller("local:s", List.of("small"), Map.of(), Confines.ALL);
        Caller both = new Caller("local:b", List.of("small", "large"), Map.of(), Confines.ALL);
        String whole = "SELECT total FROM orders ORDER BY total";
        assertThat(refusal(small, whole).message()).contains("the limit is 100 rows");
        assertThat(answer(both, whole, 10))
                .isInstanceOfSatisfying(
                        Answer.Table.class, table -> assertThat(table.rows()).hasSize(10));
        assertThat(answer(small, "SELECT generate_series(1, 9)", 10))
                .isInstanceOfSatisfying(
                        Answer.Table.class, table -> assertThat(table.limit()).isEqualTo(2));
        assertThat(refusal(both, "SELECT max(price) FROM order_items").message())
                .contains("the limit is 6000 rows");
    }

    /** The rows of a table that is filtered are nobody's business, and neither is what it costs. */
    @Test
    void aPolicyLimitsWholeReadsAndNumbersOfWhatItHidesAreNotTold() throws IOException, Failure {
        open(
                "max_cost: 100_000",
                """
                roles:
                  analyst: {policy: guarded}
                policies:
                  guarded:
                    max_scan_rows: 500
                    tables:
                      orders: {row_filter: "tenant_id IN (SELECT c.tenant_id FROM sales.customers c)"}
                """);
        Refusal read = refusal(ANN, "SELECT max(total) FROM orders");
        assertThat(read.message())
                .isEqualTo(
                        "the whole of the table `sales.orders` would be read; the limit is 500 rows"
                                + " (max_scan_rows), and nothing ran");
        assertThat(read.help()).doesNotContain("explain").doesNotContain("customers");
        Refusal cost = refusal(ANN, "SELECT 1 FROM orders a, orders b, orders c ORDER BY a.total");
        assertThat(cost.message())
                .isEqualTo(
                        "the planner expects too high a cost; the limit is 100000 (max_cost), and"
                                + " nothing ran");
        isAnswered("SELECT total FROM orders WHERE id = 7");
    }

    @Test
    void aStatementThatIsNotRunIsNotLimited() throws IOException, Failure {
        open("max_cost: 5", "");
        isAnswered("EXPLAIN SELECT count(*) FROM orders");
        assertThat(explained(false)).isInstanceOf(Answer.Plan.class);
        assertThat(explained(true))
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied ->
                                assertThat(denied.refusal().code()).isEqualTo(Code.TOO_EXPENSIVE));
    }

    private Answer explained(boolean analyze) {
        Ask ask = new Ask.Explain(ORIGIN, "", "SELECT count(*) FROM orders", analyze);
        return gates.getLast().governor().answer(ANN, ask, new Cancellation());
    }

    @Test
    void aRoleTakesAnalyzeAway() throws IOException, Failure {
        open("max_cost: 1e9", "roles: {analyst: {limits: {explain_analyze: false}}}\n");
        assertThat(explained(true))
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied ->
                                assertThat(denied.refusal().code())
                                        .isEqualTo(Code.ANALYZE_REFUSED));
        assertThat(explained(false)).isInstanceOf(Answer.Plan.class);
    }

    @Test
    void whatIsWrongIsSaidAsWithoutALimit() throws IOException, Failure {
        open("max_cost: 1e9", "");
        Refusal refusal = refusal(ANN, "SELECT id,\n  nosuch FROM orders");
        assertThat(refusal.code()).isEqualTo(Code.DATABASE_ERROR);
        assertThat(refusal.place()).hasToString("line 2:3");
    }
}
