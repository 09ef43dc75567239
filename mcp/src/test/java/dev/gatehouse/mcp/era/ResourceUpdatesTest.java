package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.exchange.ResourceSubscriptions;
import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How clients of both eras hear that a resource has changed which they subscribed to. */
@Timeout(60)
class ResourceUpdatesTest {

    private static final String SHOP = "schema://shop";
    private static final String ORDERS = "schema://shop/orders";

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void tellsASessionOfWhatItSubscribedTo(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            assertThat(subscribe(client, SHOP).path("result").isEmpty()).isTrue();
            assertThat(subscribe(client, ORDERS).path("result").isEmpty()).isTrue();

            workshop.update("databases://list");
            workshop.update(ORDERS);
            assertThat(updated(client.next())).isEqualTo(ORDERS);
            workshop.update(SHOP);
            assertThat(updated(client.next())).isEqualTo(SHOP);

            assertThat(unsubscribe(client, SHOP).path("result").isEmpty()).isTrue();
            workshop.update(SHOP);
            workshop.update(ORDERS);
            assertThat(updated(client.next())).isEqualTo(ORDERS);
            endWithoutAWord(client);
        }
    }

    @Test
    void findsAChangeThatNobodySignalled() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            subscribe(client, SHOP);

            workshop.updateSilently(SHOP);

            assertThat(updated(client.next())).isEqualTo(SHOP);
        }
    }

    @Test
    void tellsWhatChangedWhileItCouldNotBeSeen() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            workshop.hide(ORDERS);
            subscribe(client, ORDERS);
            workshop.update(ORDERS);
            subscribe(client, SHOP);
            workshop.hide(SHOP);
            workshop.update("databases://list");
            workshop.update(SHOP);
            workshop.update(SHOP);

            assertThat(updated(client.next())).isEqualTo(SHOP);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "secret://plan,      -32002",
        "nonsense,           -32002",
        "schema://shop/gone, -32002",
        "schema://shop/locked, 1001"
    })
    void refusesASubscriptionToWhatCannotBeRead(String uri, int code) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode refused = subscribe(client, uri).path("error");
            JsonNode read = client.ask("2", "resources/read", "{'uri':'" + uri + "'}");

            assertThat(refused.path("code").intValue()).isEqualTo(code);
            assertThat(refused).isEqualTo(read.path("error"));
            workshop.update(uri);
            workshop.change();
            assertThat(client.next().path("method").stringValue())
                    .isEqualTo("notifications/tools/list_changed");
        }
    }

    @Test
    void reportsASubscriptionToWhatThePeerMayNotSee() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            subscribe(client, "secret://plan");

            assertThat(workshop.incidents.remove())
                    .isInstanceOfSatisfying(
                            Incident.UnknownResource.class,
                            incident -> assertThat(incident.uri()).isEqualTo("secret://plan"));
        }
    }

    @Test
    void watchesSoManyResourcesAndNoMore() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            for (int i = 0; i < ResourceSubscriptions.MOST; i++) {
                assertThat(subscribe(client, SHOP + "/t" + i).has("result")).isTrue();
            }
            assertThat(subscribe(client, SHOP).at("/error/code").intValue()).isEqualTo(1001);
            assertThat(subscribe(client, SHOP + "/t7").has("result")).isTrue();

            unsubscribe(client, SHOP + "/t7");

            assertThat(subscribe(client, SHOP).has("result")).isTrue();
        }
    }

    @Test
    void tellsAStreamOfTheResourcesItMayReadAndAsksFor() {
        try (var client = stateless()) {
            JsonNode acknowledged = listen(client, "'s'", "'secret://plan','" + SHOP + "','x://y'");
            assertThat(acknowledged.at("/params/notifications").toString())
                    .isEqualTo("{\"resourceSubscriptions\":[\"schema://shop\"]}");
            assertThat(workshop.incidents).hasSize(2);

            workshop.change();
            workshop.update("secret://plan");
            workshop.update(SHOP);

            JsonNode told = client.next();
            assertThat(updated(told)).isEqualTo(SHOP);
            assertThat(told.at("/params/_meta").toString()).endsWith(":\"s\"}");
            client.endInput();
            assertThat(client.next().path("id").stringValue()).isEqualTo("s");
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void keepsStreamsApart() {
        try (var client = stateless()) {
            listen(client, "1", "'" + SHOP + "'");
            listen(client, "2", "'" + ORDERS + "'");

            workshop.update(ORDERS);

            assertThat(client.next().at("/params/_meta").toString()).endsWith(":2}");
            client.endInput();
        }
    }

    @Test
    void acknowledgesNoResourcesWhenNoneCanBeRead() {
        try (var client = stateless()) {
            assertThat(listen(client, "1", "'x://y'").at("/params/notifications").toString())
                    .isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'schema://shop'", "[7]", "[null]"})
    void refusesAStreamWhoseResourcesAreNoTexts(String resources) {
        try (var client = stateless()) {
            assertThat(refusal(client, resources)).isEqualTo(-32602);
        }
    }

    @Test
    void refusesAStreamOfTooManyResources() {
        String uris =
                IntStream.rangeClosed(0, ResourceSubscriptions.MOST)
                        .mapToObj(i -> "'schema://shop/t" + i + "'")
                        .collect(Collectors.joining(","));
        try (var client = stateless()) {
            assertThat(refusal(client, "[" + uris + "]")).isEqualTo(-32602);
        }
    }

    private static int refusal(PipedClient client, String resources) {
        String params = "{'notifications':{'resourceSubscriptions':" + resources + "}}";
        return client.askStateless("1", "subscriptions/listen", params)
                .at("/error/code")
                .intValue();
    }

    private static JsonNode listen(PipedClient client, String id, String uris) {
        return client.askStateless(
                id,
                "subscriptions/listen",
                "{'notifications':{'resourceSubscriptions':[" + uris + "]}}");
    }

    private PipedClient stateless() {
        return new PipedClient(
                workshop.host(100),
                new LocalUser("local"),
                Revision.V2026_07_28,
                StdioLimits.DEFAULT);
    }

    private static JsonNode subscribe(PipedClient client, String uri) {
        return client.ask("'u'", "resources/subscribe", "{'uri':'" + uri + "'}");
    }

    private static JsonNode unsubscribe(PipedClient client, String uri) {
        return client.ask("'v'", "resources/unsubscribe", "{'uri':'" + uri + "'}");
    }

    private static String updated(JsonNode message) {
        assertThat(message.path("method").stringValue())
                .isEqualTo("notifications/resources/updated");
        return message.at("/params/uri").stringValue();
    }

    private static void endWithoutAWord(PipedClient client) {
        client.endInput();
        client.ended();
        assertThat(client.unread()).isZero();
    }
}
