package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Outbox;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.tool.LogLevel;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolResult;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a tool says for the client's log, in both eras. */
@Timeout(60)
class LoggingTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void sendsWhatIsAsSevereAsTheSessionAskedFor(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            assertThat(setLevel(client, "'debug'").path("result").isEmpty()).isTrue();
            client.request("2", "tools/call", "{'name':'steps'}");
            assertThat(List.of(said(client.next()), said(client.next())))
                    .containsExactly("debug steps begins", "warning steps goes on");
            assertThat(client.next().path("id").intValue()).isEqualTo(2);

            setLevel(client, "'notice'");
            client.request("3", "tools/call", "{'name':'steps'}");
            assertThat(said(client.next())).isEqualTo("warning steps goes on");
            assertThat(client.next().path("id").intValue()).isEqualTo(3);

            setLevel(client, "'error'");
            assertThat(client.ask("4", "tools/call", "{'name':'steps'}").has("result")).isTrue();
        }
    }

    @Test
    void sendsNothingToASessionThatDidNotAsk() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(client.ask("1", "tools/call", "{'name':'steps'}").has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'loud'", "'WARNING'", "7", "null", "{}"})
    void refusesALevelThatThereIsNot(String level) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(setLevel(client, level).at("/error/code").intValue()).isEqualTo(-32602);
        }
    }

    @Test
    void sendsWhatIsAsSevereAsTheRequestAskedForAndNothingElse() {
        try (var client = stateless()) {
            client.request("1", "tools/call", "{'name':'steps','_meta':" + asking("'info'") + "}");
            assertThat(said(client.next())).isEqualTo("warning steps goes on");
            assertThat(client.next().path("id").intValue()).isEqualTo(1);

            assertThat(client.askStateless("2", "tools/call", "{'name':'steps'}").has("result"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'loud'", "7", "null"})
    void refusesARequestThatAsksForALevelThatThereIsNot(String level) {
        try (var client = stateless()) {
            JsonNode error =
                    client.ask("1", "tools/list", "{'_meta':" + asking(level) + "}").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(error.path("message").stringValue()).contains("[debug, info, notice,");
        }
    }

    @Test
    void sendsNothingAfterACancellation() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            setLevel(client, "'debug'");
            client.request("1", "tools/call", "{'name':'wait'}");
            workshop.begun.take();
            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
            workshop.cancelled.take();

            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void neitherDeclaresNorSendsAnythingForAnOfferingThatDoesNotLog() {
        Host host =
                new Host(
                        SERVER,
                        "",
                        new Quiet(),
                        incident -> {},
                        () -> "id",
                        100,
                        InputSettings.ofProcess(new SecureRandom(), InstantSource.system()));
        try (var client = new PipedClient(host, LOCAL, Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            JsonNode result = client.initialize("2025-11-25").path("result");
            assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
            for (String method :
                    List.of("logging/setLevel", "resources/subscribe", "resources/unsubscribe")) {
                assertThat(client.ask("1", method, "{}").at("/error/code").intValue())
                        .isEqualTo(-32601);
            }
            client.request("2", "tools/call", "{'name':'say','_meta':" + asking("'debug'") + "}");
            assertThat(client.next().path("id").intValue()).isEqualTo(2);
        }
    }

    @Test
    void cutsLongMessagesAndDropsThoseThatAreTooMany() {
        Sent sent = new Sent();
        var exchange = new Exchange(new Session(LOCAL, "s"), new Flight(), sent);
        var log = new LogNotifications(exchange, "x", () -> Optional.of(LogLevel.INFO));

        for (int i = 0; i < LogNotifications.MOST + 5; i++) {
            log.write(LogLevel.DEBUG, "too little");
            log.write(LogLevel.INFO, "a".repeat(LogNotifications.LONGEST + 1));
        }

        assertThat(sent.messages).hasSize(LogNotifications.MOST);
        assertThat(((Message.Notification) sent.messages.getFirst()).params().path("data"))
                .hasToString("\"" + "a".repeat(LogNotifications.LONGEST) + "...\"");
    }

    private static final ServerInfo SERVER = new ServerInfo("quiet", "Quiet", "1");

    /** An offering that says nothing about logs or changes, with a tool that logs all the same. */
    private record Quiet() implements Offering {

        @Override
        public Offer offerTo(Peer peer) {
            return new Offer(
                    List.of(
                            Tool.of(
                                    "say",
                                    "Say",
                                    "Says",
                                    call -> {
                                        call.log()
                                                .write(LogLevel.EMERGENCY, "nobody declared this");
                                        return ToolResult.text("said");
                                    })));
        }

        @Override
        public long version() {
            return 1;
        }
    }

    private static final class Sent implements Outbox {

        private final List<Message> messages = new ArrayList<>();

        @Override
        public void send(Message message) {
            messages.add(message);
        }
    }

    private PipedClient stateless() {
        return new PipedClient(
                workshop.host(100), LOCAL, Revision.V2026_07_28, StdioLimits.DEFAULT);
    }

    private static String asking(String level) {
        return "{'io.modelcontextprotocol/logLevel':" + level + "," + PipedClient.META.substring(1);
    }

    private static JsonNode setLevel(PipedClient client, String level) {
        return client.ask("'l'", "logging/setLevel", "{'level':" + level + "}");
    }

    private static String said(JsonNode message) {
        assertThat(message.path("method").stringValue()).isEqualTo("notifications/message");
        JsonNode params = message.path("params");
        return params.path("level").stringValue()
                + " "
                + params.path("logger").stringValue()
                + " "
                + params.path("data").stringValue();
    }
}
