package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client is told of a database with ten thousand tables, some of them not for it. */
@Timeout(180)
class SchemaSearchTest {

    private static final String DATABASE = "many";

    @TempDir private Path folder;

    @BeforeAll
    static void create() throws SQLException {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        admin(
                """
                CREATE SCHEMA sales;
                CREATE TYPE sales.mood AS ENUM ('glad', 'grim');
                CREATE TABLE sales.customer_master (id int PRIMARY KEY, mood sales.mood NOT NULL
                  DEFAULT 'glad', masked_mood sales.mood, motive text, name text);
                CREATE TABLE sales.zanzibar (id int);
                COMMENT ON TABLE sales.zanzibar IS 'a trip to Zanzibar';
                COMMENT ON COLUMN sales.customer_master.motive IS 'reason for Zanzibar';
                COMMENT ON COLUMN sales.customer_master.name IS 'as in the passport';
                GRANT USAGE ON SCHEMA sales TO agent;
                """,
                """
                DO $$
                DECLARE
                  things text[] := ARRAY['customer','order','invoice','payment','shipment','product',
                    'supplier','warehouse','employee','contract'];
                  parts text[] := ARRAY['item','line','history','archive','audit','summary','address',
                    'note','tag','status'];
                BEGIN
                  FOR i IN 1..10000 LOOP
                    EXECUTE format('CREATE TABLE sales.%I (id int, %s_id int, kind int,'
                      ' created_at timestamp, updated_at timestamp, amount float8, currency int,'
                      ' region int, version int, deleted boolean, batch_no int, checked date)',
                      things[1 + i % 10] || '_' || parts[1 + i / 10 % 10] || '_' || i,
                      things[1 + i * 7 % 10]);
                  END LOOP;
                END $$;
                GRANT SELECT ON ALL TABLES IN SCHEMA sales TO agent""");
    }

    @AfterAll
    static void drop() throws SQLException {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private static void admin(String... statements) throws SQLException {
        try (Connection owner = SalesServer.owner(DATABASE);
                Statement statement = owner.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private Path settings() throws IOException {
        return Files.writeString(
                folder.resolve("gatehouse.yaml"),
                """
                databases:
                  many: {url: "%s", password: agent, query_timeout: 1s}
                policy:
                  deny_tables: [sales.zanzibar]
                  tables:
                    sales.customer_master:
                      deny_columns: [motive]
                      mask_columns: {masked_mood: "?"}
                audit: {file: audit.jsonl}
                """
                        .formatted(SalesServer.url().replace("/postgres", "/" + DATABASE)));
    }

    @Test
    void isSmallAndOnlyWhatThePolicyShows() throws Exception {
        try (StdioClient client = new StdioClient(Program.stdio(settings()))) {
            JsonNode list = client.call(1, "list_tables", "{}");
            assertThat(list.at("/structuredContent/total").asInt()).isEqualTo(10_001);
            assertThat(text(list).getBytes(UTF_8)).hasSizeLessThan(4096);

            JsonNode found = client.call(2, "search_schema", "{\"query\":\"custmer masters\"}");
            assertThat(first(found)).isEqualTo("customer_master");
            assertThat(text(found)).startsWith("sales.customer_master (table");
            JsonNode common =
                    client.call(3, "search_schema", "{\"query\":\"order id\",\"limit\":50}");
            assertThat(common.at("/structuredContent/matches").asInt()).isEqualTo(10_001);
            for (JsonNode each : List.of(found, common)) {
                assertThat(
                                each.path("structuredContent").toString().getBytes(UTF_8).length
                                        + each.at("/content/0/text")
                                                .toString()
                                                .getBytes(UTF_8)
                                                .length)
                        .isLessThan(2048);
            }
            assertThat(
                            client.call(4, "search_schema", "{\"query\":\"passport\"}")
                                    .at("/structuredContent/tables")
                                    .toString())
                    .isEqualTo(
                            "[{\"schema\":\"sales\",\"name\":\"customer_master\",\"columns\":[\"name\"]}]");
            JsonNode hidden = client.call(5, "search_schema", "{\"query\":\"zanzibar motive\"}");
            assertThat(hidden.at("/structuredContent/matches").asInt()).isZero();

            JsonNode described =
                    client.call(6, "describe_table", "{\"table_name\":\"customer_master\"}");
            assertThat(text(described))
                    .contains("mood sales.mood not null default 'glad'::sales.mood {glad, grim}\n")
                    .contains("masked_mood text\n")
                    .doesNotContain("motive");
            assertThat(described.at("/structuredContent/columns/1/values").toString())
                    .isEqualTo("[\"glad\",\"grim\"]");
            assertThat(described.at("/structuredContent/columns/2").has("values")).isFalse();
        }
    }

    @Test
    void isReadAnewWhenToldTo() throws Exception {
        try (StdioClient client = new StdioClient(Program.stdio(settings()))) {
            client.call(1, "search_schema", "{\"query\":\"quagga\"}");
            admin(
                    "CREATE TABLE sales.quagga (id int)",
                    "GRANT SELECT ON sales.quagga TO agent",
                    "ALTER TABLE sales.zanzibar ADD COLUMN more int");
            assertThat(
                            client.call(2, "search_schema", "{\"query\":\"quagga\"}")
                                    .at("/structuredContent/matches")
                                    .asInt())
                    .isZero();
            assertThat(text(client.call(3, "refresh_schema", "{}")))
                    .isEqualTo("10002 tables and views\n1 added: sales.quagga");
            assertThat(first(client.call(4, "search_schema", "{\"query\":\"quagga\"}")))
                    .isEqualTo("quagga");
            admin("DROP TABLE sales.quagga");
            assertThat(text(client.call(5, "refresh_schema", "{}")))
                    .isEqualTo("10001 tables and views\n1 removed: sales.quagga");
            assertThat(client.end()).isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .extracting(line -> JsonMapper.shared().readTree(line).path("tool").asString())
                .containsExactly(
                        "search_schema",
                        "search_schema",
                        "refresh_schema",
                        "search_schema",
                        "refresh_schema");
    }

    private static String text(JsonNode result) {
        return result.at("/content/0/text").asString();
    }

    private static String first(JsonNode result) {
        return result.at("/structuredContent/tables/0/name").asString();
    }
}
