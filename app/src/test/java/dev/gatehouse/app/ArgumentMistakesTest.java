package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.mcp.http.HttpLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model hears of arguments that do not fit, on standard input and over HTTP: which argument,
 * what was expected, and an example.
 */
@Timeout(120)
class ArgumentMistakesTest {

    @TempDir private static Path folder;
    private static StdioClient stdio;
    private static Gate gate;
    private static HttpServer server;
    private static HttpClient http;
    private static String session;

    @BeforeAll
    static void open() throws Exception {
        Path settings = SalesServer.settings(folder, "");
        // Two databases, so that their name is worth asking for.
        Files.writeString(
                settings,
                Files.readString(settings).replace("audit:", "  crm: {dbname: crm}\naudit:"));
        stdio = new StdioClient(Program.stdio(settings));
        Path other = Files.writeString(folder.resolve("http.yaml"), Files.readString(settings));
        gate =
                Gate.open(
                        new SettingsOption(other.toString())
                                .load(new PrintWriter(new StringWriter())));
        server =
                Http.start(
                        gate,
                        new Endpoint(HttpSettings.DEFAULT.at("127.0.0.1", 0), HttpLimits.DEFAULT));
        http = HttpClient.newHttpClient();
        session =
                post("""
                                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":\
                                "2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""")
                        .headers()
                        .firstValue("Mcp-Session-Id")
                        .orElseThrow();
    }

    @AfterAll
    static void close() {
        http.close();
        server.close();
        gate.close();
        stdio.close();
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String told(String tool, String arguments)
            throws IOException, InterruptedException {
        JsonNode onStdio = stdio.call(1, tool, arguments);
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments);
        JsonNode overHttp = JsonMapper.shared().readTree(post(body).body()).path("result");
        assertThat(onStdio.path("isError").asBoolean()).as(onStdio.toString()).isTrue();
        assertThat(overHttp).isEqualTo(onStdio);
        return onStdio.path("content").path(0).path("text").asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # missing
                    query          | {}                                   | there is neither sql nor cursor
                    explain        | {"analyze": true}                    | "sql" is missing: expected a text of at least 1 characters (for example "SELECT
                    describe_table | {"schema": "sales"}                  | "table_name" is missing: expected a text of 1 to 200 characters (for example "sales.orders")
                    # null for what must be there
                    query          | {"sql": null}                        | there is neither sql nor cursor
                    # another type
                    query          | {"sql": 1}                           | "sql" expected a text of at least 1 characters, found 1 (for example "SELECT
                    query          | {"sql": ["SELECT 1"]}                | "sql" expected a text of at least 1 characters, found a list of 1 (for example "SELECT
                    query          | {"sql": {"text": "SELECT 1"}}        | "sql" expected a text of at least 1 characters, found an object (for example "SELECT
                    query          | {"sql": "SELECT 1", "limit": "ten"}  | "limit" expected a whole number from 1 to 2147483646, found "ten" (for example 20)
                    query          | {"sql": "SELECT 1", "limit": 1.5}    | "limit" expected a whole number from 1 to 2147483646, found 1.5 (for example 20)
                    explain        | {"sql": "SELECT 1", "analyze": "no"} | "analyze" expected true or false, found "no" (for example true)
                    list_tables    | {"pattern": true}                    | "pattern" expected a text of 1 to 200 characters, found true (for example "*order*")
                    list_tables    | {"cursor": 2}                        | "cursor" expected a text of 1 to 200 characters, found 2 (for example "
                    # out of range, empty
                    query          | {"sql": "SELECT 1", "limit": 0}      | "limit" expected a whole number from 1 to 2147483646, found 0 (for example 20)
                    query          | {"sql": "SELECT 1", "limit": 1e99}   | "limit" expected a whole number from 1 to 2147483646, found 1E+99 (for example 20)
                    query          | {"sql": ""}                          | "sql" expected a text of at least 1 characters, found "" (for example "SELECT
                    list_tables    | {"schema": ""}                       | "schema" expected a text of 1 to 200 characters, found "" (for example "sales")
                    # none of the few
                    list_schemas   | {"database": "sale"}                 | "database" expected one of "sales", "crm", found "sale" (for example "sales")
                    query          | {"sql": "SELECT 1", "database": ""}  | "database" expected one of "sales", "crm", found "" (for example "sales")
                    # another name
                    query          | {"sql": "SELECT 1", "limits": 5}     | "limits" is not known, did you mean "limit"? known names: sql, cursor, limit, max_bytes, timeout_seconds, format, database (for example "limit": 20)
                    query          | {"query": "SELECT 1"}                | "query" is not known; known names: sql, cursor, limit, max_bytes, timeout_seconds, format, database (for example "sql": "SELECT
                    describe_table | {"table_name": "a", "shema": "b"}    | "shema" is not known, did you mean "schema"? known names: table_name, schema, columns, cursor, database (for example "schema": "sales")
                    list_schemas   | {"filter": {"deep": [1, {"er": 2}]}} | "filter" is not known; known names: database (for example "database": "sales")
                    """)
    void aMistakeNamesTheArgumentWhatWasExpectedAndAnExample(
            String tool, String arguments, String words) throws Exception {
        assertThat(told(tool, arguments)).contains(words);
    }

    @Test
    void aTextThatIsTooLongIsNotQuotedWhole() throws Exception {
        String longName = "x".repeat(201);
        for (String tool : new String[] {"describe_table", "list_tables"}) {
            String argument = tool.equals("list_tables") ? "schema" : "table_name";
            assertThat(told(tool, "{\"%s\": \"%s\"}".formatted(argument, longName)))
                    .contains("\"" + argument + "\" expected a text of 1 to 200 characters, found")
                    .contains("(for example \"sales")
                    .doesNotContain(longName);
        }
    }

    @Test
    void everyArgumentOfEveryToolHasAnExample() throws Exception {
        stdio.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        JsonNode tools = stdio.receive().path("result").path("tools");
        assertThat(tools).hasSizeGreaterThanOrEqualTo(5);
        for (JsonNode tool : tools) {
            for (Map.Entry<String, JsonNode> argument :
                    tool.path("inputSchema").path("properties").properties()) {
                String name = argument.getKey();
                String words = told(tool.path("name").asString(), "{\"" + name + "\": {}}");
                assertThat(words.lines())
                        .anyMatch(
                                line ->
                                        line.startsWith("\"" + name + "\" expected ")
                                                && line.contains(
                                                        ", found an object (for example "));
            }
        }
    }
}
