package dev.gatehouse.mcp.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.peer.Revision;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StdioCancellationTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @Test
    void answersPingAndListAndHearsCancelWhileEveryCallIsBusy() throws InterruptedException {
        var limits = new StdioLimits(1 << 20, 2, 2, 2, 1 << 20, 10, Duration.ofSeconds(5));
        try (var client = PipedClient.open(workshop, LOCAL, Revision.V2025_11_25, limits)) {
            for (int i = 0; i < 4; i++) {
                client.request(Integer.toString(i), "tools/call", "{'name':'wait'}");
            }
            workshop.begun.take();
            workshop.begun.take();

            assertThat(client.ask("'p'", "ping", "{}").path("id").stringValue()).isEqualTo("p");
            assertThat(client.ask("'l'", "tools/list", "{}").path("id").stringValue())
                    .isEqualTo("l");
            for (int i = 0; i < 4; i++) {
                client.send(cancel(Integer.toString(i)));
            }
            assertThat(workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();

            client.endInput();
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void cancelsACallAndNeverAnswersIt() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.request(
                    "'slow'", "tools/call", "{'name':'wait','_meta':{'progressToken':'token'}}");
            workshop.begun.take();

            client.send(cancel("'slow'"));

            assertThat(workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertAlive(client);
            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':'gone'}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':null}}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':[1]}",
                "{'jsonrpc':'2.0','method':'notifications/cancelled'}",
                "{'jsonrpc':'2.0','method':'notifications/invented'}",
                "{'jsonrpc':'2.0','id':'x','result':{}}"
            })
    void neverAnswersNotificationsAndAnswers(String line) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.send(line);

            assertAlive(client);
            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void cancelsWhatRunsWhenTheClientStopsReading() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.request("1", "tools/call", "{'name':'wait'}");
            workshop.begun.take();

            client.stopReading();
            client.request("2", "ping", "{}");

            assertThat(client.ended()).isEqualTo(StdioServer.Ending.CLIENT_GONE);
            assertThat(workshop.cancelled).hasSize(1);
        }
    }

    @Test
    void cancelsWhatRunsWhenItIsStopped() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.request("1", "tools/call", "{'name':'wait'}");
            workshop.begun.take();

            client.stopServer();

            assertThat(client.ended()).isEqualTo(StdioServer.Ending.CLIENT_GONE);
            assertThat(workshop.cancelled).hasSize(1);
        }
    }

    private static void assertAlive(PipedClient client) {
        assertThat(client.ask("'alive'", "ping", "{}").path("id").stringValue()).isEqualTo("alive");
    }

    private static String cancel(String id) {
        return "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%s}}"
                .formatted(id);
    }
}
