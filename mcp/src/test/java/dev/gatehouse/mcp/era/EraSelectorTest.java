package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Both eras on one connection. */
@Timeout(60)
class EraSelectorTest {

    private static final String UNDER_NO_SESSION = "tools/list";

    private final Workshop workshop = new Workshop();

    @Test
    void answersAProbeAndThenAHandshake() {
        try (var client = unopened()) {
            assertThat(client.askStateless("1", "server/discover", "{}").has("result")).isTrue();
            assertThat(client.initialize("2025-11-25").at("/result/protocolVersion").stringValue())
                    .isEqualTo("2025-11-25");
            assertThat(client.ask("2", "ping", "{}").has("result")).isTrue();
        }
    }

    @Test
    void opensNoSessionByARequestThatSpeaksForItself() {
        try (var client = unopened()) {
            client.askStateless("1", UNDER_NO_SESSION, "{}");

            assertThat(client.ask("2", UNDER_NO_SESSION, "{}").at("/error/code").intValue())
                    .isEqualTo(-32600);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'protocolVersion':'2026-07-28'",
                "'clientCapabilities':{}",
                "'clientInfo':{'name':'t','version':'1'}",
                "'logLevel':'info'"
            })
    void tellsARequestThatHalfSpeaksForItselfWhatIsMissing(String half) {
        try (var client = unopened()) {
            String meta = "{'_meta':{'io.modelcontextprotocol/" + half.substring(1) + "}}";

            assertThat(client.ask("1", UNDER_NO_SESSION, meta).at("/error/code").intValue())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void answersInitializeWithAHandshakeWhateverItsMeta() {
        try (var client = unopened()) {
            JsonNode answer =
                    client.ask(
                            "1",
                            "initialize",
                            "{'_meta':{'io.modelcontextprotocol/clientCapabilities':{}},'protocolVersion':'2026-07-28'}");

            assertThat(answer.at("/result/protocolVersion").stringValue()).isEqualTo("2025-11-25");
        }
    }

    @Test
    void hasNoDiscoveryInsideASession() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(client.ask("1", "server/discover", "{}").at("/error/code").intValue())
                    .isEqualTo(-32601);
            assertThat(client.askStateless("2", "server/discover", "{}").has("result")).isTrue();
        }
    }

    @Test
    void answersEachOfManyPipelinedRequestsInItsOwnEra() {
        try (var client = PipedClient.open(workshop, Revision.V2025_06_18)) {
            Thread.ofVirtual().start(() -> pipeline(client));

            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                JsonNode answer = client.next();
                int id = answer.path("id").intValue();
                assertThat(answer.path("result").has("resultType")).isEqualTo(id % 2 == 0);
                assertThat(answer.at("/result/content/0/text").stringValue())
                        .isEqualTo(Integer.toString(id));
                answered.add(id);
            }

            assertThat(answered).hasSize(1_000);
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
        }
    }

    @Test
    void cancelsInBothEras() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.requestStateless("1", "tools/call", "{'name':'wait'}");
            workshop.begun.take();
            client.request("2", "tools/call", "{'name':'wait'}");
            workshop.begun.take();

            for (String id : new String[] {"1", "2"}) {
                client.send(
                        "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%s}}"
                                .formatted(id));
                workshop.cancelled.take();
            }

            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    private static void pipeline(PipedClient client) {
        for (int i = 0; i < 1_000; i++) {
            String id = Integer.toString(i);
            String params = "{'name':'echo','arguments':{'text':'%d'}}".formatted(i);
            if (i % 2 == 0) {
                client.requestStateless(id, "tools/call", params);
            } else {
                client.request(id, "tools/call", params);
            }
        }
        client.endInput();
    }

    private PipedClient unopened() {
        return new PipedClient(
                workshop.host(100),
                new LocalUser("local"),
                Revision.V2025_11_25,
                StdioLimits.DEFAULT);
    }
}
