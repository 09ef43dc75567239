package dev.gatehouse.mcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Revision;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class StdioServerTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1e99999999999,\"method\":\"ping\"}",
                "\u0000"
            })
    void answersALineThatIsNotJsonAndGoesOn(String line) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes((line + "\n").getBytes(UTF_8));

            JsonNode error = client.next();

            assertThat(error.path("error").path("code").intValue()).isEqualTo(-32700);
            assertThat(error.has("id")).isFalse();
            assertThat(workshop.incidents).containsExactly(new Incident.Unreadable(LOCAL));
            assertAlive(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':5,'result':5}",
                "{'jsonrpc':'2.0','id':5,'result':{}}",
                "{'jsonrpc':'2.0','id':5,'error':'no'}",
                "{'jsonrpc':'2.0','id':null,'error':{'code':-32700,'message':'no'}}",
                "{'jsonrpc':'2.0','error':{'code':-32700,'message':'no'}}",
                "{'id':5,'result':null,'error':{}}"
            })
    void answersNoAnswerHoweverBroken(String answer) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.send(answer);

            assertAlive(client);
        }
    }

    @Test
    void answersInvalidUtf8AndGoesOn() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"".getBytes(UTF_8));
            client.sendBytes(new byte[] {(byte) 0xc0, (byte) 0xaf});
            client.sendBytes("\"}\n".getBytes(UTF_8));

            assertThat(client.next().path("error").path("code").intValue()).isEqualTo(-32700);
            assertAlive(client);
        }
    }

    @Test
    void answersDeepNestingAndGoesOn() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes(("[".repeat(1_000_000) + "\n").getBytes(UTF_8));

            assertThat(client.next().path("error").path("code").intValue()).isEqualTo(-32700);
            assertAlive(client);
        }
    }

    @Test
    void answersATooLongLineSkipsItAndGoesOn() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            byte[] megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) ' ');
            for (int i = 0; i < 9; i++) {
                client.sendBytes(megabyte);
            }
            client.sendBytes("\n".getBytes(UTF_8));

            JsonNode error = client.next();

            assertThat(error.path("error").path("code").intValue()).isEqualTo(-32600);
            assertThat(error.path("error").path("message").stringValue()).contains("8388608 bytes");
            assertThat(workshop.incidents).containsExactly(new Incident.Unreadable(LOCAL));
            assertAlive(client);
        }
    }

    @Test
    void tellsTheHostOnceOfABatchWhereThereAreNone() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes("[1, 2]\n".getBytes(UTF_8));

            assertThat(client.next().path("error").path("code").intValue()).isEqualTo(-32600);
            assertThat(workshop.incidents).containsExactly(new Incident.Unreadable(LOCAL));
        }
    }

    @Test
    void ignoresBlankLinesAndTakesCarriageReturns() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes("\r\n \t\n\n".getBytes(UTF_8));
            client.sendBytes(
                    "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}\r\n".getBytes(UTF_8));

            assertThat(client.next().path("id").intValue()).isEqualTo(5);
        }
    }

    @Test
    void answersThreeThousandPipelinedCallsAndThenEnds() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                for (int i = 0; i < 3_000; i++) {
                                    client.request(
                                            Integer.toString(i),
                                            "tools/call",
                                            "{'name':'echo','arguments':{'text':'%d'}}"
                                                    .formatted(i));
                                }
                                client.endInput();
                            });

            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 3_000; i++) {
                JsonNode answer = client.next();
                int id = answer.path("id").intValue();
                assertThat(text(answer.path("result"))).isEqualTo(Integer.toString(id));
                answered.add(id);
            }

            assertThat(answered).hasSize(3_000);
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
        }
    }

    @Test
    void runsNoMoreCallsAtOnceThanTheLimit() {
        var limits = new StdioLimits(1 << 20, 3, 2, 2, 1 << 20, 10, Duration.ofSeconds(5));
        try (var client = PipedClient.open(workshop, LOCAL, Revision.V2025_11_25, limits)) {
            for (int i = 0; i < 300; i++) {
                client.request(Integer.toString(i), "tools/call", "{'name':'gauge'}");
            }
            for (int i = 0; i < 300; i++) {
                client.next();
            }

            assertThat(workshop.mostRunning).hasValue(3);
        }
    }

    @Test
    void pausesReadingWhileTooMuchIsUnanswered() throws InterruptedException {
        var limits = new StdioLimits(1 << 16, 1, 1, 2, 1 << 17, 10, Duration.ofSeconds(5));
        try (var client = PipedClient.open(workshop, LOCAL, Revision.V2025_11_25, limits)) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 300; i++) {
                                            client.request(
                                                    Integer.toString(i),
                                                    "tools/call",
                                                    "{'name':'gate','_meta':{'x':'%s'}}"
                                                            .formatted("x".repeat(10_000)));
                                        }
                                    });
            assertThat(sender.join(Duration.ofMillis(500))).isFalse();

            workshop.gate.countDown();
            for (int i = 0; i < 300; i++) {
                assertThat(text(client.next().path("result"))).isEqualTo("open");
            }
            sender.join();
        }
    }

    @Test
    void refusesAnIdThatIsInUse() throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.request("7", "tools/call", "{'name':'wait'}");
            workshop.begun.take();

            JsonNode error = client.ask("7", "ping", "{}").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32600);
            client.send(cancel("7"));
        }
    }

    @Test
    void answersWhatWasReadWhenTheInputEndsWithoutALineEnd() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.sendBytes(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(UTF_8));
            client.endInput();

            assertThat(client.next().path("id").intValue()).isEqualTo(1);
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
        }
    }

    @Test
    void keepsIdsExactly() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            String large = "123456789012345678901234567890";

            assertThat(client.ask(large, "ping", "{}").path("id").toString()).isEqualTo(large);
            assertThat(client.ask("'1'", "ping", "{}").path("id").toString()).isEqualTo("\"1\"");
            assertThat(client.ask("'\\ud800'", "ping", "{}").path("id").stringValue())
                    .isEqualTo("\ud800");
        }
    }

    private static void assertAlive(PipedClient client) {
        assertThat(client.ask("'alive'", "ping", "{}").path("id").stringValue()).isEqualTo("alive");
    }

    private static String cancel(String id) {
        return "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%s}}"
                .formatted(id);
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").stringValue();
    }
}
