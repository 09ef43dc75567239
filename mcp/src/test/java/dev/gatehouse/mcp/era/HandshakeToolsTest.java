package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.host.Incidents;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HandshakeToolsTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

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

            assertThat(pages).isEqualTo(4);
            assertThat(names).hasSize(10).isSorted().doesNotHaveDuplicates();
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
                            "times" expected a whole number from 1 to 10, found 11 (for example 1)
                            "txt" is not known, did you mean "text"? known names: text, times (for example "text": "hello")""");
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
            assertThat(workshop.incidents.remove()).isInstanceOf(Incident.WrongArguments.class);
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
        return new Host(
                new ServerInfo("b", "B", "1"),
                "",
                broken,
                incidents,
                () -> "id",
                10,
                InputSettings.ofProcess(new SecureRandom(), InstantSource.system()));
    }

    private PipedClient unopened(Revision revision, int pageSize) {
        return new PipedClient(workshop.host(pageSize), LOCAL, revision, StdioLimits.DEFAULT);
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").stringValue();
    }
}
