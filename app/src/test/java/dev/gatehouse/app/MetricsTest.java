package dev.gatehouse.app;

import static dev.gatehouse.app.EraClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.EraClient.Era;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.mcp.http.HttpLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What Prometheus reads of a real server with a real database. */
@Timeout(60)
class MetricsTest {

    private static final String TOKEN = "a-token-of-more-than-16";

    @TempDir private Path folder;

    private Gate gate(String more) throws Exception {
        return Gate.open(
                new SettingsOption(SalesServer.settings(folder, more).toString())
                        .load(new PrintWriter(new StringWriter())));
    }

    private static HttpServer serve(Gate gate) throws Failure {
        return Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0));
    }

    private static Scrape scrape(EraClient client) throws Exception {
        HttpResponse<String> page = client.get("/metrics");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        Scrape read = Scrape.of(page.body());
        read.requireConsistentHistograms();
        return read;
    }

    @Test
    void everyAskIsCountedAsWhatBecameOfIt() throws Exception {
        String limits = "    max_queries_per_minute: 5\nmetrics: {enabled: true}\n";
        try (Gate gate = gate(limits);
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            client.call(Era.HANDSHAKE, query("SELECT id FROM customers ORDER BY id LIMIT 3"));
            client.call(Era.STATELESS, query("SELECT id FROM customers ORDER BY id LIMIT 2"));
            client.call(Era.STATELESS, query("SELECT nothing FROM customers"));
            client.call(Era.STATELESS, query("DELETE FROM customers"));
            Cancellation cancelled = new Cancellation();
            cancelled.cancel();
            Ask called = new Ask.Query(new Origin("test", "query", "", ""), "", "SELECT 2", 1);
            gate.governor().answer(gate.localCaller(), called, cancelled);
            client.call(Era.STATELESS, query("SELECT 3"));
            ObjectNode cut = query("SELECT id FROM customers");
            cut.withObjectProperty("arguments").put("limit", 1);
            client.call(Era.STATELESS, cut);
            client.call(
                    Era.STATELESS,
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("name", "list_tables")
                            .set("arguments", JsonMapper.shared().createObjectNode()));

            Scrape read = scrape(client);

            String asks = "gatehouse_asks_total";
            assertThat(
                            read.value(
                                    asks,
                                    "tool",
                                    "query",
                                    "database",
                                    "sales",
                                    "outcome",
                                    "answered"))
                    .isEqualTo(2);
            assertThat(read.value(asks, "tool", "query", "database", "sales", "outcome", "refused"))
                    .isEqualTo(5);
            assertThat(
                            read.value(
                                    asks,
                                    "tool",
                                    "list_tables",
                                    "database",
                                    "sales",
                                    "outcome",
                                    "answered"))
                    .isEqualTo(1);
            assertThat(refused(read, "DATABASE_ERROR")).isEqualTo(1);
            assertThat(refused(read, "NOT_READ_ONLY")).isEqualTo(1);
            assertThat(refused(read, "CANCELLED")).isEqualTo(1);
            assertThat(refused(read, "QUOTA_EXCEEDED")).isEqualTo(2);
            assertThat(
                            read.value(
                                    "gatehouse_quota_refusals_total",
                                    "database",
                                    "sales",
                                    "period",
                                    "minute"))
                    .isEqualTo(2);
            assertThat(read.value("gatehouse_ask_duration_seconds_count", "tool", "query"))
                    .isEqualTo(7);
            assertThat(read.value("gatehouse_step_duration_seconds_count", "step", "record"))
                    .isEqualTo(8);
            assertThat(read.value("gatehouse_pool_connections_used", "database", "sales")).isZero();
            assertThat(read.value("gatehouse_pool_connections_open", "database", "sales"))
                    .isPositive();
            assertThat(read.value("gatehouse_asks_running", "database", "sales")).isZero();
            assertThat(read.value("gatehouse_mcp_sessions")).isEqualTo(1);
            assertThat(read.value("gatehouse_mcp_requests_active")).isZero();
            assertThat(read.value("gatehouse_http_requests_total", "status", "2xx"))
                    .isGreaterThanOrEqualTo(7);
            assertThat(read.value("gatehouse_faults_total")).isZero();
            assertThat(read.value("gatehouse_audit_unsigned_records")).isGreaterThanOrEqualTo(0);
            assertThat(read.value("jvm_threads_current")).isPositive();
        }
    }

    private static double refused(Scrape read, String code) {
        return read.value("gatehouse_refusals_total", "code", code, "database", "sales");
    }

    @Test
    void whatClientsMakeUpMakesNoSeries() throws Exception {
        try (Gate gate = gate("metrics: {enabled: true}\n");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            scrape(client);
            long families = scrape(client).samples().size();
            for (int i : IntStream.range(0, 30).toArray()) {
                client.call(Era.STATELESS, query("SELECT 1").put("name", "tool_" + i));
                Ask asked =
                        new Ask.Browse(new Origin("test", "t" + i, "", ""), "database " + i, false);
                gate.governor().answer(gate.localCaller(), asked, new Cancellation());
            }
            Scrape read = scrape(client);
            assertThat(read.samples().size()).isLessThan((int) families + 60);
            assertThat(
                            read.value(
                                    "gatehouse_asks_total",
                                    "tool",
                                    "other",
                                    "database",
                                    "other",
                                    "outcome",
                                    "refused"))
                    .isEqualTo(30);
            assertThat(read.samples().keySet().toString())
                    .doesNotContain("tool_1")
                    .doesNotContain("database 1");
        }
    }

    @Test
    void withATokenOnlyItsBearerReads() throws Exception {
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        String written =
                """
                identity: {api_keys: true}
                state: {file: state.db}
                metrics: {enabled: true, token: "${file:token}"}
                """;
        try (Gate gate = gate(written);
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            HttpResponse<String> nobody = client.get("/metrics");
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"gatehouse-metrics\"");
            assertThat(nobody.body()).doesNotContain("gatehouse_").doesNotContain("sales");
            for (String wrong :
                    new String[] {
                        "Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN
                    }) {
                assertThat(client.get("/metrics", "Authorization", wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
            assertThat(client.get("/metrics", "Authorization", "Bearer " + TOKEN).body())
                    .contains("gatehouse_build_info");
            Files.writeString(folder.resolve("token"), "another-token-of-16\n");
            assertThat(client.get("/metrics", "Authorization", "Bearer " + TOKEN).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void withoutBeingWantedThereAreNone() throws Exception {
        try (Gate gate = gate("");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            assertThat(client.get("/metrics").statusCode()).isEqualTo(404);
        }
    }

    /** The settings refuse this before; but a port that is open is open. */
    @Test
    void otherMachinesReadNothingWithoutAToken() throws Exception {
        Endpoint open =
                new Endpoint(HttpSettings.DEFAULT.at("0.0.0.0", 0).openToAll(), HttpLimits.DEFAULT);
        try (Gate gate = gate("metrics: {enabled: true}\n");
                HttpServer server = Http.start(gate, open);
                EraClient client = new EraClient(server)) {
            assertThat(client.get("/metrics").statusCode()).isEqualTo(404);
            assertThat(client.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFloodIsCountedWhole() throws Exception {
        try (Gate gate = gate("metrics: {enabled: true}\n");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            Ask.Unfit many = new Ask.Unfit(new Origin("http", "", "", ""), 190);
            Refusal why = new Refusal(Code.MESSAGE_UNREADABLE, "no message", "");
            gate.governor().turnAway(gate.localCaller(), many, why);
            assertThat(
                            scrape(client)
                                    .value(
                                            "gatehouse_refusals_total",
                                            "code",
                                            "MESSAGE_UNREADABLE",
                                            "database",
                                            "none"))
                    .isEqualTo(190);
        }
    }

    @Test
    void aFormThatIsAskedForIsGiven() throws Exception {
        try (Gate gate = gate("metrics: {enabled: true}\n");
                HttpServer server = serve(gate);
                EraClient client = new EraClient(server)) {
            HttpResponse<String> page =
                    client.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
            assertThat(page.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/openmetrics-text");
            assertThat(page.body()).endsWith("# EOF\n");
        }
    }
}
