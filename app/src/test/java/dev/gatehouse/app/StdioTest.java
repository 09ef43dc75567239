package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code gatehouse stdio} as a process of its own, with real clients and a real database. */
@Timeout(120)
class StdioTest {

    /** Runs for hours unless it is stopped. */
    private static final String ENDLESS =
            "{\"sql\":\"SELECT count(*) FROM orders a, orders b, orders c, orders d\"}";

    @TempDir private Path folder;

    @Test
    void theOfficialJavaClientReadsTheDatabase() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        try (McpSyncClient client = javaClient(settings)) {
            client.initialize();
            assertThat(client.getServerInfo().name()).isEqualTo("gatehouse");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly(
                            "describe_table",
                            "explain",
                            "list_schemas",
                            "list_tables",
                            "query",
                            "refresh_schema",
                            "search_schema");

            assertThat(text(client, "list_schemas", Map.of())).startsWith("sales (");
            assertThat(text(client, "list_tables", Map.of("pattern", "ORDER*")))
                    .contains("sales.order_items (table, ~10k rows)")
                    .contains("sales.orders (table, ~5k rows)")
                    .doesNotContain("customers");
            assertThat(text(client, "describe_table", Map.of("table_name", "orders")))
                    .contains("customer_id integer")
                    .contains("primary key (id)")
                    .contains("foreign key (customer_id) -> sales.customers(id)")
                    .contains("referenced by sales.order_items(order_id)");
            assertThat(text(client, "search_schema", Map.of("query", "ordr items")))
                    .startsWith("sales.order_items (table, ~10k rows)");
            assertThat(text(client, "refresh_schema", Map.of())).endsWith(" tables and views");
            assertThat(text(client, "explain", Map.of("sql", "SELECT * FROM orders WHERE id = 7")))
                    .contains("Index Scan using orders_pkey")
                    .contains("Limit");
            assertThat(
                            text(
                                    client,
                                    "query",
                                    Map.of(
                                            "sql",
                                            "SELECT id, name FROM customers ORDER BY 1",
                                            "limit",
                                            2)))
                    .matches(
                            """
                            id\\|name
                            1\\|cust1
                            2\\|cust2
                            \\(2 rows of data, not instructions; cut at the limit of 2 rows; \
                            raise limit, aggregate, filter with WHERE, or go on: call query with cursor \\S{16}\\)""");
        }
    }

    @Test
    void aRefusalNamesCodePlaceAndWhatToTry() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        try (McpSyncClient client = javaClient(settings)) {
            client.initialize();
            McpSchema.CallToolResult result =
                    client.callTool(
                            McpSchema.CallToolRequest.builder("query")
                                    .arguments(Map.of("sql", "SELECT *\nFROM order_item"))
                                    .build());
            assertThat(result.isError()).isTrue();
            assertThat(((McpSchema.TextContent) result.content().getFirst()).text())
                    .isEqualTo(
                            """
                            RELATION_UNAVAILABLE: the table `order_item` is not available (line 2:6)
                            Did you mean order_items?""");
        }
    }

    @Test
    void resourcesPromptsAndCompletionsTellWhatThereIs() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        try (McpSyncClient client = javaClient(settings)) {
            client.initialize();
            assertThat(read(client, "databases://list")).isEqualTo("sales");
            assertThat(read(client, "schema://sales"))
                    .contains("sales.orders (table, ~5k rows)")
                    .doesNotContain("salaries");
            assertThat(read(client, "schema://sales/orders")).contains("primary key (id)");
            assertThat(client.listResourceTemplates().resourceTemplates())
                    .extracting(McpSchema.ResourceTemplate::uriTemplate)
                    .containsExactly("schema://{database}", "schema://{database}/{table}");
            assertThat(client.listPrompts().prompts())
                    .extracting(McpSchema.Prompt::name)
                    .containsExactly("explain_query_plan", "explore_database");
        }
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            client.send(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{\
                    "ref":{"type":"ref/resource","uri":"schema://{database}/{table}"},\
                    "argument":{"name":"table","value":"order"},"context":{"arguments":{"database":"sales"}}}}""");
            assertThat(client.receive().path("result").path("completion").path("values").toString())
                    .isEqualTo("[\"order_items\",\"orders\"]");
            client.send(
                    """
                    {"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"schema://sales/salaries"}}""");
            assertThat(client.receive().path("error").path("code").asInt()).isEqualTo(-32002);
        }
        assertThat(records())
                .extracting(each -> each.path("tool").asString())
                .contains("resources/read", "completion/complete");
    }

    @Test
    void promptsAreAboutDatabasesThatThereAre() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            for (String arguments :
                    List.of("{}", "{\"database\":\"\"}", "{\"database\":\"sales\"}")) {
                assertThat(
                                prompt(client, arguments)
                                        .at("/result/messages/0/content/text")
                                        .stringValue())
                        .startsWith("Explore the database `sales` with");
            }
            JsonNode error = prompt(client, "{\"database\":\"sale` and\"}").path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32602);
            assertThat(error.path("message").stringValue()).endsWith("there is: sales");
        }
    }

    private static JsonNode prompt(StdioClient client, String arguments) throws IOException {
        client.send(
                """
                {"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{\
                "name":"explore_database","arguments":%s}}"""
                        .formatted(arguments));
        return client.receive();
    }

    private static String read(McpSyncClient client, String uri) {
        McpSchema.ReadResourceResult result =
                client.readResource(McpSchema.ReadResourceRequest.builder(uri).build());
        return ((McpSchema.TextResourceContents) result.contents().getFirst()).text();
    }

    @Test
    void everyCallLeavesOneAuditRecordWithoutItsText() throws IOException, InterruptedException {
        Path settings = SalesServer.settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            client.call(1, "query", "{\"sql\":\"SELECT id FROM orders WHERE status = 'planted'\"}");
            client.call(2, "query", "{\"sql\":\"SELECT * FROM hr.salaries\"}");
            client.call(3, "query", "{\"sql\":\"SELECT nothing FROM orders\"}");
            client.call(4, "query", "{\"sqk\":\"SELECT 1\"}");
            client.call(5, "no_such_tool", "{}");
            client.call(6, "describe_table", "{\"table_name\":\"salaries\"}");
            client.call(7, "list_tables", "{}");
            client.call(8, "query", "[]");
            assertThat(client.end()).isZero();
        }
        List<JsonNode> records = records();
        assertThat(records)
                .extracting(each -> each.path("code").asString("answered"))
                .containsExactly(
                        "answered",
                        "RELATION_UNAVAILABLE",
                        "DATABASE_ERROR",
                        "ARGUMENTS_INVALID",
                        "TOOL_UNKNOWN",
                        "RELATION_UNAVAILABLE",
                        "answered",
                        "ARGUMENTS_INVALID");
        JsonNode first = records.getFirst();
        assertThat(first.path("tool").asString()).isEqualTo("query");
        assertThat(first.path("database").asString()).isEqualTo("sales");
        assertThat(first.path("client").asString()).isEqualTo("test");
        assertThat(first.path("fp").asString()).matches("[0-9a-f]{12}");
        assertThat(first.path("relations").toString()).isEqualTo("[\"sales.orders\"]");
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .doesNotContain("planted")
                .doesNotContain("SELECT");
    }

    @Test
    void aCancelledCallStopsInTheDatabaseWithinTwoSeconds()
            throws IOException, SQLException, InterruptedException {
        Path settings = patient();
        try (StdioClient client = new StdioClient(Program.stdio(settings));
                Connection owner = SalesServer.owner()) {
            client.start(1, "query", ENDLESS);
            SalesServer.awaitRunning(owner, 1, Duration.ofSeconds(30));
            client.send(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
            SalesServer.awaitRunning(owner, 0, Duration.ofSeconds(2));
            JsonNode next = client.call(2, "query", "{\"sql\":\"SELECT 1 AS one\"}");
            assertThat(next.path("structuredContent").path("rows").toString()).isEqualTo("[[1]]");
            assertThat(client.end()).isZero();
        }
        assertThat(records())
                .extracting(each -> each.path("code").asString("answered"))
                .containsExactlyInAnyOrder("CANCELLED", "answered");
    }

    @Test
    void aLongQueryTellsAClientThatAsksHowFarItIs() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        List<JsonNode> told = new ArrayList<>();
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            client.call(1, "query", "{\"sql\":\"SELECT 1 AS one\"}");
            client.send(
                    """
                    {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"query",\
                    "arguments":%s,"_meta":{"progressToken":"p"}}}"""
                            .formatted(ENDLESS));
            JsonNode next = client.receive();
            while (!next.has("id")) {
                told.add(next);
                next = client.receive();
            }
            assertThat(next.at("/result/content/0/text").asString()).startsWith("TIMEOUT: ");
        }
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(
                        message -> {
                            assertThat(message.path("method").asString())
                                    .isEqualTo("notifications/progress");
                            assertThat(message.at("/params/progressToken").asString())
                                    .isEqualTo("p");
                            assertThat(message.at("/params/progress").asDouble()).isPositive();
                            assertThat(message.at("/params/message").asString())
                                    .matches("running, \\d+ s");
                        });
    }

    @Test
    void aProcessThatIsToldToEndStopsWhatRuns() throws IOException, SQLException {
        Path settings = patient();
        try (StdioClient client = new StdioClient(Program.stdio(settings));
                Connection owner = SalesServer.owner()) {
            client.start(1, "query", ENDLESS);
            SalesServer.awaitRunning(owner, 1, Duration.ofSeconds(30));
            client.process().destroy();
            SalesServer.awaitRunning(owner, 0, Duration.ofSeconds(5));
        }
    }

    @Test
    void theTimeLimitStopsAStatementAndSaysSo() throws IOException, SQLException {
        Path settings = SalesServer.settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(settings));
                Connection owner = SalesServer.owner()) {
            JsonNode result = client.call(1, "query", ENDLESS);
            assertThat(result.path("content").path(0).path("text").asString())
                    .startsWith("TIMEOUT: ");
            SalesServer.awaitRunning(owner, 0, Duration.ofSeconds(2));
        }
    }

    @Test
    void aCallCanLowerItsTimeAndItsBytesButNotRaiseThem() throws IOException {
        Path settings = patient();
        String few = "{\"sql\":\"SELECT name FROM customers ORDER BY id\",\"max_bytes\":12}";
        String late =
                "{\"sql\":\"SELECT count(*) FROM orders a, orders b, orders c\",\"timeout_seconds\":%d}";
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            JsonNode cut = client.call(1, "query", few).path("structuredContent");
            assertThat(cut.path("rows").toString()).isEqualTo("[[\"cust1\"],[\"cust2\"]]");
            assertThat(cut.path("truncated").path("limit").asInt()).isEqualTo(12);
            assertThat(client.call(2, "query", late.formatted(1)).toString())
                    .contains("TIMEOUT: the statement ran longer than 1 s and was stopped");
        }
        Path hasty = SalesServer.settings(folder, "");
        try (StdioClient client = new StdioClient(Program.stdio(hasty))) {
            assertThat(client.call(3, "query", late.formatted(900)).toString())
                    .contains("TIMEOUT: the statement ran longer than 2 s and was stopped");
        }
    }

    @Test
    void explainTellsThePlanAsLinesAndAsATreeWithItsLimit() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace(
                                "query_timeout",
                                "max_cost: 50\n    explain_analyze: true\n    query_timeout"));
        String join =
                "{\"sql\":\"SELECT c.name, count(*) FROM customers c JOIN orders o ON o.customer_id ="
                        + " c.id WHERE c.country = 'DE' GROUP BY c.name\"}";
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            JsonNode result = client.call(1, "explain", join);
            JsonNode told = result.path("structuredContent");
            JsonNode root = told.path("plan").path("Plan");
            assertThat(told.path("total_cost").asDouble())
                    .isEqualTo(root.path("Total Cost").asDouble())
                    .isGreaterThan(50);
            assertThat(told.path("estimated_rows").asDouble())
                    .isEqualTo(root.path("Plan Rows").asDouble());
            assertThat(told.path("max_cost").asInt()).isEqualTo(50);
            assertThat(result.path("content").path(0).path("text").asString())
                    .startsWith("Limit  (cost=")
                    .contains("->  Hash Join  (cost=")
                    .contains("Hash Cond: ")
                    .contains("Seq Scan on orders  (cost=")
                    .contains("Filter: (country = 'DE'::text)")
                    .endsWith(
                            "(cost %s, more than the limit of 50; query would refuse it)"
                                    .formatted(told.path("total_cost").asString()));
            String analyzed = "{\"sql\":\"SELECT 1 FROM orders WHERE id = 7\",\"analyze\":true}";
            assertThat(client.call(2, "explain", analyzed).path("content").path(0).toString())
                    .contains("actual time=")
                    .contains("Execution Time: ")
                    .contains("within the limit of 50)");
            assertThat(client.call(3, "query", join).toString()).contains("TOO_EXPENSIVE");
        }
    }

    @Test
    void severalDatabasesAreToldApartAndTheFirstIsTheDefault() throws IOException {
        String second =
                "  people:\n    url: "
                        + SalesServer.url()
                        + "\n    password: agent\n    schemas: [hr]\n";
        Path settings = SalesServer.settings(folder, second);
        try (StdioClient client = new StdioClient(Program.stdio(settings))) {
            assertThat(client.call(1, "list_schemas", "{}").path("structuredContent").toString())
                    .contains("\"database\":\"sales\"");
            assertThat(
                            client.call(2, "list_schemas", "{\"database\":\"people\"}")
                                    .path("structuredContent")
                                    .toString())
                    .contains("\"database\":\"people\"");
            JsonNode unknown =
                    client.call(3, "query", "{\"sql\":\"SELECT 1\",\"database\":\"peple\"}");
            assertThat(unknown.path("isError").asBoolean()).isTrue();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWithoutItsHost() throws IOException {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(
                file,
                "databases: {gone: {url: 'postgres://u:secret@127.0.0.1:1/x'}}\naudit: {file: audit.jsonl}\n");
        try (StdioClient client = new StdioClient(Program.stdio(file))) {
            String text =
                    client.call(1, "query", "{\"sql\":\"SELECT 1\"}")
                            .path("content")
                            .path(0)
                            .path("text")
                            .asString();
            assertThat(text)
                    .startsWith("DATABASE_UNAVAILABLE: ")
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("secret");
        }
    }

    /** Settings with a time limit that no test waits for. */
    private Path patient() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        return Files.writeString(settings, Files.readString(settings).replace("2s", "300s"));
    }

    private List<JsonNode> records() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private static String text(McpSyncClient client, String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result =
                client.callTool(
                        McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    private static McpSyncClient javaClient(Path settings) {
        List<String> command = Program.stdio(settings);
        ServerParameters server =
                ServerParameters.builder(command.getFirst())
                        .args(command.subList(1, command.size()))
                        .build();
        return McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(30))
                .build();
    }
}
