package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HandshakeEraTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @CsvSource({
        "2024-11-05, 2024-11-05",
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "1999-01-01, 2025-11-25"
    })
    void echoesAKnownRevisionAndAnswersAnUnknownOneWithTheLatest(String offered, String agreed) {
        try (var client = unopened(Revision.of(agreed).orElseThrow(), 100)) {
            JsonNode result = client.initialize(offered).path("result");

            assertThat(result.path("protocolVersion").stringValue()).isEqualTo(agreed);
            assertThat(result.path("capabilities").toString())
                    .startsWith(
                            "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true},\"prompts\":{\"listChanged\":true}")
                    .contains(agreed.equals("2024-11-05") ? "}" : "\"completions\":{}")
                    .endsWith(",\"logging\":{}}");
            assertThat(result.path("serverInfo").path("name").stringValue()).isEqualTo("workshop");
            assertThat(result.path("instructions").stringValue()).startsWith("Call echo");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list,      -32600",
        "tools/call,      -32600",
        "server/discover, -32602",
        "resources/list,  -32600",
        "logging/setLevel,-32600",
        "invented,        -32601"
    })
    void answersOnlyPingBeforeInitialize(String method, int code) {
        try (var client = unopened(Revision.V2025_11_25, 100)) {
            assertThat(client.ask("1", "ping", "{}").has("result")).isTrue();

            JsonNode error = client.ask("2", method, "{'name':'echo'}").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(code);
        }
    }

    @Test
    void refusesASecondInitialize() {
        try (var client = PipedClient.open(workshop, Revision.V2025_06_18)) {
            assertThat(client.initialize("2025-06-18").path("error").path("code").intValue())
                    .isEqualTo(-32600);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'protocolVersion':1}",
                "{'protocolVersion':'2025-11-25','clientInfo':{'name':'x'}}",
                "{'protocolVersion':'2025-11-25','clientInfo':'x'}"
            })
    void refusesAnInitializeThatDoesNotFit(String params) {
        try (var client = unopened(Revision.V2025_11_25, 100)) {
            JsonNode error = client.ask("1", "initialize", params).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(client.initialize("2025-11-25").has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void showsOfAToolWhatTheRevisionHas(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            JsonNode tools = client.ask("1", "tools/list", "{}").path("result").path("tools");
            JsonNode add = tools.path(0);

            assertThat(add.path("name").stringValue()).isEqualTo("add");
            assertThat(add.has("annotations")).isEqualTo(revision != Revision.V2024_11_05);
            assertThat(add.has("title")).isEqualTo(revision.compareTo(Revision.V2025_06_18) >= 0);
            assertThat(add.has("outputSchema"))
                    .isEqualTo(revision.compareTo(Revision.V2025_06_18) >= 0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void givesStructuredContentWhereTheRevisionHasIt(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            JsonNode result = client.call("1", "add", "{'a':2,'b':3.0}");

            assertThat(text(result)).isEqualTo("5");
            assertThat(result.path("structuredContent").path("sum").intValue(0))
                    .isEqualTo(revision.compareTo(Revision.V2025_06_18) >= 0 ? 5 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void reportsProgressThatGrowsToAClientThatAsked(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            JsonNode first =
                    client.ask("1", "tools/call", "{'name':'steps','_meta':{'progressToken':77}}")
                            .path("params");
            JsonNode second = client.next().path("params");
            JsonNode answer = client.next();

            assertThat(first.path("progressToken").intValue()).isEqualTo(77);
            assertThat(first.path("progress").doubleValue()).isEqualTo(1);
            assertThat(first.path("total").doubleValue()).isEqualTo(3);
            assertThat(first.has("message")).isEqualTo(revision != Revision.V2024_11_05);
            assertThat(second.path("progress").doubleValue()).isEqualTo(2);
            assertThat(second.has("total")).isFalse();
            assertThat(text(answer.path("result"))).isEqualTo("done");
        }
    }

    @Test
    void reportsNoProgressToAClientThatDidNotAsk() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(text(client.call("1", "steps", "{}"))).isEqualTo("done");
        }
    }

    @Test
    void answersABatchWithABatchInRevision20250326() {
        try (var client = PipedClient.open(workshop, Revision.V2025_03_26)) {
            client.send(
                    "[{'jsonrpc':'2.0','id':1,'method':'ping'},"
                            + "{'jsonrpc':'2.0','method':'notifications/initialized'},"
                            + "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'steps'}},"
                            + "{'jsonrpc':'2.0','id':3}]");

            List<Integer> ids = new ArrayList<>();
            client.next().forEach(answer -> ids.add(answer.path("id").intValue()));

            assertThat(ids).containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    @Test
    void answersABatchWithoutItsCancelledCalls() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_03_26)) {
            client.send(
                    "[{'jsonrpc':'2.0','id':1,'method':'ping'},"
                            + "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'wait'}}]");
            workshop.begun.take();
            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':2}}");

            JsonNode answers = client.next();

            assertThat(answers).hasSize(1);
            assertThat(answers.path(0).path("id").intValue()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-06-18", "2025-11-25"})
    void refusesABatchInOtherRevisions(String revision) {
        try (var client = PipedClient.open(workshop, Revision.of(revision).orElseThrow())) {
            client.send("[{'jsonrpc':'2.0','id':1,'method':'ping'}]");

            assertThat(client.next().path("error").path("code").intValue()).isEqualTo(-32600);
            assertThat(client.ask("2", "ping", "{}").has("result")).isTrue();
        }
    }

    @Test
    void writesANullIdWhereTheRevisionFollowsJsonRpc() {
        try (var client = PipedClient.open(workshop, Revision.V2025_06_18)) {
            client.send("nonsense");

            assertThat(client.next().path("id").isNull()).isTrue();
        }
    }

    private PipedClient unopened(Revision revision, int pageSize) {
        return new PipedClient(workshop.host(pageSize), LOCAL, revision, StdioLimits.DEFAULT);
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").stringValue();
    }
}
