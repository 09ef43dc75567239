package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that leaves on behalf of a caller with a policy, byte by byte: every answer of the protocol
 * to every attack and to every look at what there is, and the audit trail. What was planted where
 * the caller must not see is in none of it.
 */
class EveryByteTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PLANTED = List.of("planted", "topsecret");

    /** What there is and the analyst may not know of. */
    private static final List<String> HIDDEN = List.of("phone", "v_sal", "salaries", "\"hr\"");

    private final List<String> requests = new ArrayList<>();

    @Test
    void holdsNothingThatIsHidden(@TempDir Path folder) throws Exception {
        long attacks = CorporaTest.Sample.of("attack").count();
        try (PolicyLab lab = PolicyLab.open(folder)) {
            attack();
            String answers = served(lab);
            assertThat(answers.lines().count()).isEqualTo(requests.size() - 1L);
            assertThat(answers).contains("PLAN_WITHHELD", "columns").doesNotContain("BUSY");
            assertThat(among(PLANTED, answers)).isEmpty();
            requests.clear();
            look(lab);
            String sight = served(lab);
            assertThat(sight).contains("customers", "order_items").doesNotContain("\"error\"");
            assertThat(among(PLANTED, sight)).isEmpty();
            assertThat(among(HIDDEN, sight)).isEmpty();
        }
        String trail = Files.readString(folder.resolve("audit.jsonl"));
        assertThat(trail.lines().count()).isGreaterThan(2 * attacks);
        assertThat(among(PLANTED, trail)).isEmpty();
    }

    private static List<String> among(List<String> words, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().filter(lower::contains).toList();
    }

    private void attack() {
        open();
        for (String sql : Stream.concat(statements("attack"), statements("benign")).toList()) {
            call("query", Map.of("sql", sql));
            call("explain", Map.of("sql", sql));
        }
    }

    private static Stream<String> statements(String corpus) {
        return CorporaTest.Sample.of(corpus)
                .filter(sample -> !sample.expect().equals("ACCEPT_BOUNDED"))
                .map(CorporaTest.Sample::sql);
    }

    private void look(PolicyLab lab) {
        open();
        request("tools/list", Map.of());
        request("resources/list", Map.of());
        request("resources/templates/list", Map.of());
        request("resources/read", Map.of("uri", "schema://sales"));
        call("list_schemas", Map.of());
        call("list_tables", Map.of());
        call("refresh_schema", Map.of());
        call("search_schema", Map.of("query", "salary id secret name email", "limit", 50));
        for (Relation relation : lab.sight(PolicyLab.analyst()).relations()) {
            String name = relation.name().toString();
            call("describe_table", Map.of("table_name", relation.name().name()));
            call("describe_table", Map.of("table_name", name));
            call("search_schema", Map.of("query", name));
            request("resources/read", Map.of("uri", "schema://sales/" + encoded(name)));
        }
        for (String value : List.of("", "s", "p", "c", "hr")) {
            complete("table", value);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    private void open() {
        request(
                "initialize",
                Map.of(
                        "protocolVersion",
                        "2025-11-25",
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "test", "version", "1")));
        requests.add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private void call(String tool, Map<String, Object> arguments) {
        request("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private void complete(String argument, String value) {
        request(
                "completion/complete",
                Map.of(
                        "ref",
                        Map.of("type", "ref/resource", "uri", "schema://{database}/{table}"),
                        "argument",
                        Map.of("name", argument, "value", value),
                        "context",
                        Map.of("arguments", Map.of("database", "sales"))));
    }

    private void request(String method, Map<String, Object> params) {
        requests.add(
                JSON.writeValueAsString(
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                requests.size(),
                                "method",
                                method,
                                "params",
                                params)));
    }

    /** What the server says to all requests, until the last is answered. */
    private String served(PolicyLab lab) throws IOException, InterruptedException {
        var in = new ByteArrayInputStream(String.join("\n", requests).getBytes(UTF_8));
        var out = new ByteArrayOutputStream();
        Agent analyst = new Agent(PolicyLab.analyst(), new Entry("stdio"));
        new StdioServer(lab.host(), analyst, in, out, StdioLimits.DEFAULT).run();
        return out.toString(UTF_8);
    }
}
