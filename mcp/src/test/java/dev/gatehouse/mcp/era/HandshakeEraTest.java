package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.host.Incidents;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
            assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
            assertThat(result.path("serverInfo").path("name").stringValue()).isEqualTo("workshop");
            assertThat(result.path("instructions").stringValue()).startsWith("Call echo");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list,      -32600",
        "tools/call,      -32600",
        "server/discover, -32601",
        "resources/list,  -32601"
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
    @EnumSource(Revision.class)
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
    @EnumSource(Revision.class)
    void givesStructuredContentWhereTheRevisionHasIt(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            JsonNode result = client.call("1", "add", "{'a':2,'b':3.0}");

            assertThat(text(result)).isEqualTo("5");
            assertThat(result.path("structuredContent").path("sum").intValue(0))
                    .isEqualTo(revision.compareTo(Revision.V2025_06_18) >= 0 ? 5 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Revision.class)
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

    @Test
    void listsToolsByNamePageByPage() {
        try (var client = unopened(Revision.V2025_11_25, 3)) {
            client.initialize("2025-11-25");
            List<String> names = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            do {
                String params = cursor.isEmpty() ? "{}" : "{'cursor':'" + cursor + "'}";
                JsonNode page = client.ask("1", "tools/list", params).path("result");
                page.path("tools").forEach(tool -> names.add(tool.path("name").stringValue()));
                cursor = page.path("nextCursor").asString("");
                pages++;
            } while (!cursor.isEmpty());

            assertThat(pages).isEqualTo(3);
            assertThat(names).hasSize(8).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'%%%'", "'bm90aGluZw'", "5", "null"})
    void refusesACursorThatWasNotGivenOut(String cursor) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode error =
                    client.ask("1", "tools/list", "{'cursor':" + cursor + "}").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
        }
    }

    @Test
    void neitherListsNorCallsWhatThePrincipalMayNotSee() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(client.ask("1", "tools/list", "{}").toString()).doesNotContain("secret");

            JsonNode error =
                    client.ask("2", "tools/call", "{'name':'secret','arguments':{}}").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(error.path("message").stringValue()).isEqualTo("Unknown tool: secret");
            assertThat(workshop.incidents.remove())
                    .isInstanceOfSatisfying(
                            Incident.UnknownTool.class,
                            incident -> {
                                assertThat(incident.name()).isEqualTo("secret");
                                assertThat(incident.peer().principal()).isEqualTo(LOCAL);
                            });
        }
    }

    @Test
    void listsAndCallsWhatThePrincipalMaySee() {
        var admin = new LocalUser("admin");
        try (var client =
                PipedClient.open(workshop, admin, Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            assertThat(client.ask("1", "tools/list", "{}").toString()).contains("secret");
            assertThat(text(client.call("2", "secret", "{}"))).isEqualTo("42");
        }
    }

    @Test
    void tellsTheHandlerWhoCalls() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_06_18)) {
            client.request("1", "tools/call", "{'name':'wait'}");

            var peer = workshop.begun.take().peer();

            assertThat(peer.principal()).isEqualTo(LOCAL);
            assertThat(peer.client().name()).isEqualTo("t");
            assertThat(peer.sessionId()).isEqualTo("id-1");
            assertThat(peer.revision()).isEqualTo(Revision.V2025_06_18);
            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
        }
    }

    @Test
    void answersWrongArgumentsSoThatAModelCanCorrectThem() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode result = client.call("1", "echo", "{'txt':'x','times':11}");

            assertThat(result.path("isError").booleanValue()).isTrue();
            assertThat(text(result))
                    .isEqualTo(
                            """
                            The arguments of echo do not fit:
                            "text" is missing: expected a text of 1 to 1000000 characters (for example "hello")
                            "times" expected a whole number from 1 to 10, found 11
                            "txt" is not known, did you mean "text"? known names: text, times""");
            assertThat(workshop.incidents.remove()).isInstanceOf(Incident.WrongArguments.class);
        }
    }

    @Test
    void takesNullForAnOptionalArgumentAsAbsent() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(text(client.call("1", "echo", "{'text':'x','times':null}"))).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'name':5}", "{'name':'echo','arguments':[]}"})
    void refusesACallThatDoesNotFit(String params) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode error = client.ask("1", "tools/call", params).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "lie"})
    void tellsTheHostAndNotTheClientWhatFailed(String tool) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode result = client.call("1", tool, "{}");

            assertThat(result.path("isError").booleanValue()).isTrue();
            assertThat(text(result))
                    .isEqualTo(
                            "Internal error id-2: this is a fault of the server, not of the request");
            assertThat(workshop.incidents.remove())
                    .isInstanceOfSatisfying(
                            Incident.Failure.class,
                            failure -> {
                                assertThat(failure.id()).isEqualTo("id-2");
                                assertThat(failure.method()).isEqualTo("tools/call " + tool);
                                assertThat(failure.cause())
                                        .isInstanceOf(IllegalStateException.class);
                            });
        }
    }

    @Test
    void answersThatItFailedWhenTheHostsOwnCodeFails() {
        List<Incident> heard = new ArrayList<>();
        Host broken =
                host(
                        incident -> {
                            heard.add(incident);
                            throw new IllegalStateException("the log is full");
                        });
        try (var client =
                new PipedClient(broken, LOCAL, Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            client.initialize("2025-11-25");
            for (String method : List.of("tools/list", "tools/call")) {
                JsonNode error = client.ask("1", method, "{'name':'echo'}").path("error");

                assertThat(error.path("code").intValue()).isEqualTo(-32603);
                assertThat(error.path("message").stringValue()).startsWith("Internal error id:");
            }
        }
        assertThat(heard).hasSize(2).hasOnlyElementsOfType(Incident.Failure.class);
    }

    private static Host host(Incidents incidents) {
        Offering broken =
                new Offering() {
                    @Override
                    public Offer offerTo(Peer peer) {
                        throw new IllegalStateException("password=hunter2");
                    }

                    @Override
                    public long version() {
                        return 0;
                    }
                };
        return new Host(new ServerInfo("b", "B", "1"), "", broken, incidents, () -> "id", 10);
    }

    private PipedClient unopened(Revision revision, int pageSize) {
        return new PipedClient(workshop.host(pageSize), LOCAL, revision, StdioLimits.DEFAULT);
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").stringValue();
    }
}
