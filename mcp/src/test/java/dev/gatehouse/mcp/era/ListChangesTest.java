package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How clients of both eras hear that a list has changed. */
@Timeout(60)
class ListChangesTest {

    private static final String TOOLS_AND_PROMPTS =
            "{'notifications':{'toolsListChanged':true,'promptsListChanged':true,"
                    + "'resourcesListChanged':false,'resourceSubscriptions':['databases://list']}}";

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void tellsASessionOfEveryList(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            client.ask("1", "ping", "{}");

            workshop.change();

            assertThat(List.of(method(client.next()), method(client.next()), method(client.next())))
                    .containsExactly(
                            "notifications/tools/list_changed",
                            "notifications/resources/list_changed",
                            "notifications/prompts/list_changed");
        }
    }

    @Test
    void tellsNothingBeforeTheSessionIsInitialized() {
        try (var client = client(Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            client.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
            client.initialize("2025-11-25");
            workshop.change();
            client.ask("1", "ping", "{}");

            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void tellsASessionOnceHoweverOftenItSaysThatItIsInitialized() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
            client.ask("1", "ping", "{}");
            workshop.change();
            for (int i = 0; i < 3; i++) {
                client.next();
            }

            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void endsASubscriptionWithAnAnswerWhenTheServerIsStopped() {
        try (var client = stateless()) {
            listen(client, "'s'");

            client.stopServer();

            JsonNode answer = client.next();
            assertThat(answer.path("id").stringValue()).isEqualTo("s");
            assertThat(answer.at("/result/resultType").stringValue()).isEqualTo("complete");
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.CLIENT_GONE);
        }
    }

    @Test
    void acknowledgesASubscriptionAndTellsWhatItAskedFor() {
        try (var client = stateless()) {
            client.requestStateless("'s'", "subscriptions/listen", TOOLS_AND_PROMPTS);
            JsonNode acknowledged = client.next();
            assertThat(method(acknowledged)).isEqualTo("notifications/subscriptions/acknowledged");
            assertThat(acknowledged.at("/params/notifications").toString())
                    .isEqualTo(
                            "{\"toolsListChanged\":true,\"promptsListChanged\":true,"
                                    + "\"resourceSubscriptions\":[\"databases://list\"]}");

            workshop.alarmFalsely();
            workshop.change();

            List<JsonNode> told = List.of(client.next(), client.next());
            assertThat(told)
                    .extracting(ListChangesTest::method)
                    .containsExactly(
                            "notifications/tools/list_changed",
                            "notifications/prompts/list_changed");
            assertThat(told).allSatisfy(message -> assertThat(id(message)).isEqualTo("s"));
            client.endInput();
        }
    }

    @Test
    void keepsSubscriptionsApartAndEndsEachWithAnAnswer() {
        try (var client = stateless()) {
            for (String id : List.of("'a'", "'b'")) {
                client.requestStateless(
                        id, "subscriptions/listen", "{'notifications':{'toolsListChanged':true}}");
                client.next();
            }
            workshop.change();
            assertThat(List.of(id(client.next()), id(client.next())))
                    .containsExactlyInAnyOrder("a", "b");

            client.endInput();

            List<String> ended = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                JsonNode answer = client.next();
                assertThat(answer.at("/result/resultType").stringValue()).isEqualTo("complete");
                assertThat(
                                answer.at("/result/_meta")
                                        .path("io.modelcontextprotocol/subscriptionId"))
                        .isEqualTo(answer.path("id"));
                ended.add(answer.path("id").stringValue());
            }
            assertThat(ended).containsExactlyInAnyOrder("a", "b");
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
        }
    }

    @Test
    void endsACancelledSubscriptionWithoutAWordAndMakesRoomForAnother() {
        var limits = new StdioLimits(1 << 20, 2, 2, 1, 1 << 20, 10, Duration.ofSeconds(5));
        try (var client = client(Revision.V2026_07_28, limits)) {
            listen(client, "1");
            assertThat(listen(client, "2").at("/error/code").intValue()).isEqualTo(1001);

            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
            JsonNode next = listen(client, "3");
            while (next.has("error")) {
                next = listen(client, "3");
            }

            workshop.change();
            assertThat(client.next().at("/params/_meta").toString()).endsWith(":3}");
            client.endInput();
            assertThat(client.next().path("id").intValue()).isEqualTo(3);
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void readsOnWhileSubscriptionsWithLongLinesAreOpen() {
        var limits = new StdioLimits(1 << 20, 2, 2, 2, 1 << 20, 10, Duration.ofSeconds(5));
        try (var client = client(Revision.V2026_07_28, limits)) {
            String padding = "x".repeat(100_000);
            client.requestStateless(
                    "1", "subscriptions/listen", "{'notifications':{},'p':'" + padding + "'}");
            client.next();

            assertThat(client.askStateless("2", "tools/list", "{}").has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'notifications':[]}", "{'notifications':{'toolsListChanged':1}}"})
    void refusesASubscriptionThatDoesNotFit(String params) {
        try (var client = stateless()) {
            assertThat(
                            client.askStateless("1", "subscriptions/listen", params)
                                    .at("/error/code")
                                    .intValue())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void endsWhenTheClientStopsReadingWhileSubscribed() {
        try (var client = stateless()) {
            listen(client, "1");

            client.stopReading();
            workshop.change();

            assertThat(client.ended()).isEqualTo(StdioServer.Ending.CLIENT_GONE);
        }
    }

    private static JsonNode listen(PipedClient client, String id) {
        return client.askStateless(
                id, "subscriptions/listen", "{'notifications':{'toolsListChanged':true}}");
    }

    private PipedClient stateless() {
        return client(Revision.V2026_07_28, StdioLimits.DEFAULT);
    }

    private PipedClient client(Revision revision, StdioLimits limits) {
        return new PipedClient(workshop.host(100), new LocalUser("local"), revision, limits);
    }

    private static String method(JsonNode message) {
        return message.path("method").stringValue();
    }

    private static String id(JsonNode message) {
        return message.at("/params/_meta")
                .path("io.modelcontextprotocol/subscriptionId")
                .asString("");
    }
}
