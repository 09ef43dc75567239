package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.input.StateKey;
import dev.gatehouse.mcp.input.StateSeal;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Asking in the handshake era: with a request to the client, while the call waits. */
@Timeout(60)
class HandshakeInputTest {

    private static final String ALL =
            "{'elicitation':{'form':{},'url':{}},'sampling':{},'roots':{'listChanged':true}}";
    private static final String ANN = "{'action':'accept','content':{'name':'Ann'}}";
    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void asksWhileTheCallWaitsAndGoesOnWithTheAnswer(String revision) {
        try (var client = client(revision, ALL)) {
            JsonNode question = ask(client, "1", "name");
            assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");
            assertThat(question.at("/params/mode").asString("none"))
                    .isEqualTo(revision.equals("2025-11-25") ? "form" : "none");
            client.reply(question, ANN);
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
            assertThat(workshop.questions.runs).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"decline, declined", "cancel, cancelled"})
    void tellsTheToolThatTheUserDidNotAgree(String action, String text) {
        try (var client = client("2025-11-25", ALL)) {
            client.reply(ask(client, "1", "name"), "{'action':'%s'}".formatted(action));
            assertThat(text(client.next())).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V2024_11_05", "V2025_03_26", "V2025_06_18", "V2025_11_25"})
    void asksForSamplingAndRootsInEveryRevision(Revision revision) {
        try (var client = client(revision.text(), ALL)) {
            JsonNode question = ask(client, "1", "sampling");
            assertThat(question.path("method").stringValue()).isEqualTo("sampling/createMessage");
            client.reply(
                    question,
                    "{'role':'assistant','model':'m','content':{'type':'text','text':'Paris'}}");
            assertThat(text(client.next())).isEqualTo("m: Paris");
            client.reply(ask(client, "2", "roots"), "{'roots':[{'uri':'file:///a'}]}");
            assertThat(text(client.next())).contains("file:///a");
        }
    }

    @Test
    void asksForALinkWithAnIdentifierOfItsOwn() {
        try (var client = client("2025-11-25", ALL)) {
            JsonNode question = ask(client, "1", "link");
            assertThat(question.at("/params/url").stringValue())
                    .isEqualTo("https://example.com/connect");
            assertThat(question.at("/params/elicitationId").stringValue()).startsWith("id-");
            client.reply(question, "{'action':'accept'}");
            assertThat(text(client.next())).isEqualTo("{}");
        }
    }

    @Test
    void showsEachKindOfFieldAsTheRevisionHasIt() {
        try (var old = client("2025-06-18", ALL);
                var client = client("2025-11-25", ALL)) {
            JsonNode fields = fields(ask(client, "1", "fields"));
            assertThat(fields.at("/name/default").stringValue()).isEqualTo("John Doe");
            assertThat(fields.at("/age/default").intValue()).isEqualTo(30);
            assertThat(fields.at("/mail/format").stringValue()).isEqualTo("email");
            assertThat(fields.at("/plain/enum").toString()).isEqualTo("[\"x\",\"y\"]");
            assertThat(fields.at("/titled/oneOf/0").toString())
                    .isEqualTo("{\"const\":\"r\",\"title\":\"Red\"}");
            assertThat(fields.at("/old/enumNames/2").stringValue()).isEqualTo("Blue");
            JsonNode before = fields(ask(old, "1", "fields"));
            assertThat(before.at("/name").has("default")).isFalse();
            assertThat(before.at("/sure/default").booleanValue()).isTrue();
            assertThat(before.at("/titled/enum").toString()).isEqualTo("[\"r\",\"g\",\"b\"]");
            assertThat(before.at("/titled/enumNames/0").stringValue()).isEqualTo("Red");
        }
    }

    @Test
    void asksSeveralThingsAtOnceAndThenOnlyForWhatWasNotAnsweredWell() {
        try (var client = client("2025-11-25", ALL)) {
            client.request("1", "tools/call", call("all"));
            for (int i = 0; i < 3; i++) {
                JsonNode question = client.next();
                client.reply(question, answerToAll(question.path("method").stringValue()));
            }
            JsonNode again = client.next();
            assertThat(again.path("method").stringValue()).isEqualTo("elicitation/create");
            client.reply(again, "{'action':'accept','content':{'colours':['r','g']}}");
            assertThat(text(client.next())).isEqualTo("{\"colours\":[\"r\",\"g\"]}Hi0");
        }
    }

    private static String answerToAll(String method) {
        return switch (method) {
            case "elicitation/create" -> "{'action':'accept','content':{'colours':['r','purple']}}";
            case "roots/list" -> "{'roots':[]}";
            default -> "{'role':'assistant','model':'m','content':{'type':'text','text':'Hi'}}";
        };
    }

    @Test
    void asksOneThingAfterTheOther() {
        try (var client = client("2025-11-25", ALL)) {
            client.reply(ask(client, "1", "twice"), ANN);
            client.reply(client.next(), "{'action':'accept','content':{}}");
            assertThat(text(client.next())).isEqualTo("{\"name\":\"Ann\"}{}");
        }
    }

    @Test
    void stopsAskingInTheEnd() {
        try (var client = client("2025-11-25", ALL)) {
            JsonNode message = ask(client, "1", "endless");
            for (int round = 0; round < InputLimits.DEFAULT.rounds(); round++) {
                client.reply(message, round % 2 == 0 ? ANN : "{'action':'what'}");
                message = client.next();
            }
            assertFailed(message, "asked too often");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2025-11-25 | {} | name | elicitation.form",
                "2025-11-25 | {'elicitation':{'url':{}}} | name | elicitation.form",
                "2025-11-25 | {'elicitation':{}} | link | elicitation.url",
                "2025-06-18 | {'elicitation':{'url':{}}} | link | elicitation.url",
                "2025-03-26 | {'elicitation':{}} | name | elicitation.form",
                "2025-11-25 | {'roots':{}} | sampling | sampling",
                "2024-11-05 | {'sampling':{}} | roots | roots",
                "2025-06-18 | {'elicitation':{},'sampling':{},'roots':{}} | all | no such field"
            })
    void neverAsksWhatTheClientCannotDo(
            String revision, String capabilities, String what, String words) {
        try (var client = client(revision, capabilities)) {
            assertFailed(ask(client, "1", what), words);
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void letsAToolAskWhatTheClientCanDo() {
        try (var client = client("2025-11-25", "{'sampling':{}}")) {
            assertThat(ask(client, "1", "able").path("method").stringValue())
                    .isEqualTo("sampling/createMessage");
        }
    }

    @Test
    void endsTheCallWhenTheClientAnswersWithAnError() {
        try (var client = client("2025-11-25", ALL)) {
            JsonNode question = ask(client, "1", "sampling");
            client.send(
                    "{'jsonrpc':'2.0','id':%s,'error':{'code':-1,'message':'User said no'}}"
                            .formatted(question.path("id")));
            assertFailed(client.next(), "User said no");
        }
    }

    @Test
    void endsTheCallWhenTheClientsAnswerCannotBeRead() {
        try (var client = client("2025-11-25", ALL)) {
            client.reply(ask(client, "1", "name"), "5");
            assertFailed(client.next(), "no answer that can be read");
        }
    }

    @Test
    void endsTheCallWhenTheClientNeverAnswers() {
        patience(Duration.ofMillis(1));
        try (var client = client("2025-11-25", ALL)) {
            JsonNode question = ask(client, "1", "name");
            assertTakenBack(client.next(), question);
            assertFailed(client.next(), "did not answer elicitation/create within");
            client.reply(question, ANN);
            assertAlive(client);
        }
    }

    @Test
    void takesTheQuestionBackWhenTheCallIsCancelled() {
        try (var client = client("2025-11-25", ALL)) {
            JsonNode question = ask(client, "1", "name");
            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
            assertTakenBack(client.next(), question);
            client.reply(question, ANN);
            assertAlive(client);
            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    @Test
    void endsTheProcessWhenTheInputEndsWhileItWaits() {
        try (var client = client("2025-11-25", ALL)) {
            ask(client, "1", "name");
            client.endInput();
            assertFailed(client.next(), "the client is gone");
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.INPUT_ENDED);
        }
    }

    @Test
    void endsWhenItIsStoppedWhileItWaits() {
        try (var client = client("2025-11-25", ALL)) {
            ask(client, "1", "name");
            client.stopServer();
            assertThat(client.ended()).isEqualTo(StdioServer.Ending.CLIENT_GONE);
        }
    }

    @Test
    void keepsTheAnswersOfCallsApart() {
        try (var client = client("2025-11-25", ALL)) {
            JsonNode first = ask(client, "1", "name");
            JsonNode second = ask(client, "2", "name");
            assertThat(first.path("id")).isNotEqualTo(second.path("id"));
            client.reply(second, ANN.replace("Ann", "Bob"));
            assertThat(client.next().path("id").intValue()).isEqualTo(2);
            client.send("{'jsonrpc':'2.0','id':'id-none','result':{}}");
            client.reply(first, ANN);
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void letsOthersRunWhileACallWaits() {
        var limits = new StdioLimits(1 << 20, 1, 1, 1, 1 << 20, 10, Duration.ofSeconds(5));
        try (var client = client("2025-11-25", ALL, limits)) {
            JsonNode first = ask(client, "1", "name");
            JsonNode second = ask(client, "2", "name");
            assertThat(
                            text(
                                    client.ask(
                                            "3",
                                            "tools/call",
                                            "{'name':'echo','arguments':{'text':'x'}}")))
                    .isEqualTo("x");
            client.reply(first, ANN);
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
            client.reply(second, ANN);
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void refusesToWaitWithMoreThanItMayHold() {
        var limits = new StdioLimits(1 << 20, 4, 1, 1, 1 << 14, 10, Duration.ofSeconds(5));
        try (var client = client("2025-11-25", ALL, limits)) {
            JsonNode first = ask(client, "1", "name");
            assertThat(first.has("method")).isTrue();
            assertFailed(ask(client, "2", "name"), "asked too much at once");
            client.reply(first, ANN);
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
            assertThat(ask(client, "3", "name").has("method")).isTrue();
        }
    }

    @Test
    void reportsProgressBeforeAndAfterTheAnswer() {
        try (var client = client("2025-11-25", ALL)) {
            client.request(
                    "1",
                    "tools/call",
                    "{'name':'ask','arguments':{'what':'progress'},'_meta':{'progressToken':1}}");
            assertThat(client.next().at("/params/message").stringValue()).isEqualTo("before");
            client.reply(client.next(), ANN);
            assertThat(client.next().at("/params/message").stringValue()).isEqualTo("after");
            assertThat(text(client.next())).isEqualTo("Hello, Ann!");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resources/read, {'uri':'schema://shop/ask'}",
        "prompts/get,    '{\"name\":\"explore\",\"arguments\":{\"database\":\"ask\"}}'"
    })
    void asksForPromptsAndResources(String method, String params) {
        try (var client = client("2025-11-25", ALL);
                var unable = client("2025-11-25", "{}")) {
            client.request("1", method, params);
            client.reply(client.next(), ANN);
            assertThat(client.next().path("result").toString()).contains("Ann");
            JsonNode error = unable.ask("1", method, params).path("error");
            assertThat(error.path("code").intValue()).isEqualTo(1001);
            assertThat(error.path("message").stringValue()).contains("elicitation.form");
        }
    }

    @Test
    void tellsNothingOfAFailureBehindAnAnswer() {
        try (var client = client("2025-11-25", ALL)) {
            client.reply(ask(client, "1", "bug"), ANN);
            assertFailed(client.next(), "Internal error id-");
            assertThat(workshop.incidents.remove()).isInstanceOf(Incident.Failure.class);
        }
    }

    private void patience(Duration patience) {
        SecureRandom chance = new SecureRandom();
        workshop.input =
                new InputSettings(
                        new StateSeal(StateKey.random(chance), chance),
                        InstantSource.system(),
                        InputLimits.DEFAULT.withPatience(patience));
    }

    private PipedClient client(String revision, String capabilities) {
        return client(revision, capabilities, StdioLimits.DEFAULT);
    }

    private PipedClient client(String revision, String capabilities, StdioLimits limits) {
        Revision spoken = Revision.of(revision).orElseThrow();
        PipedClient client = new PipedClient(workshop.host(100), LOCAL, spoken, limits);
        client.initialize(revision, capabilities);
        return client;
    }

    private static JsonNode ask(PipedClient client, String id, String what) {
        return client.ask(id, "tools/call", call(what));
    }

    private static String call(String what) {
        return "{'name':'ask','arguments':{'what':'%s'}}".formatted(what);
    }

    private static JsonNode fields(JsonNode question) {
        return question.at("/params/requestedSchema/properties");
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").stringValue();
    }

    private static void assertFailed(JsonNode answer, String words) {
        assertThat(answer.at("/result/isError").booleanValue()).isTrue();
        assertThat(text(answer)).contains(words);
    }

    private static void assertTakenBack(JsonNode message, JsonNode question) {
        assertThat(message.path("method").stringValue()).isEqualTo("notifications/cancelled");
        assertThat(message.at("/params/requestId")).isEqualTo(question.path("id"));
    }

    private static void assertAlive(PipedClient client) {
        assertThat(client.ask("'alive'", "ping", "{}").path("id").stringValue()).isEqualTo("alive");
    }
}
