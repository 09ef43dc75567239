package dev.gatehouse.mcp.http;

import static dev.gatehouse.mcp.http.Exchanges.ANN;
import static dev.gatehouse.mcp.http.Exchanges.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.mcp.fixture.OfficialSchemas;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.http.Exchanges.Answer;
import dev.gatehouse.mcp.peer.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The revision 2026-07-28 over HTTP: every request for itself. */
@Timeout(60)
class StatelessHttpTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final HttpLimits LIMITS = HttpLimits.DEFAULT.withStreams(new StreamLimits(3, 2));

    private final Exchanges calm = new Exchanges(LIMITS.withHeartbeat(NEVER));
    private final Exchanges quick = new Exchanges(LIMITS.withHeartbeat(Duration.ofMillis(5)));

    @AfterEach
    void close() {
        calm.close();
        quick.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server/discover",
                "tools/list",
                "resources/list",
                "resources/templates/list",
                "prompts/list"
            })
    void answersWithoutASession(String method) {
        Answer answer = Stateless.of(method).sendTo(calm, ANN);
        assertThat(answer.status).as(answer.text()).isEqualTo(200);
        assertThat(answer.session()).isEmpty();
        assertThat(answer.headers).containsEntry("Content-Type", "application/json");
        assertThat(answer.json().at("/result/resultType").asString()).isEqualTo("complete");
    }

    @Test
    void ignoresASessionId() {
        Answer answer = Stateless.of("tools/list").with("Mcp-Session-Id", "x").sendTo(calm, ANN);
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.session()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"})
    void doesNotKnowWhatItDoesNotHave(String method) {
        Answer answer = Stateless.of(method).sendTo(calm, ANN);
        assertThat(answer.status).isEqualTo(404);
        assertError(answer, -32601, "MethodNotFoundError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MCP-Protocol-Version | ''",
                "MCP-Protocol-Version | 2025-11-25",
                "MCP-Protocol-Version | 2099-01-01",
                "Mcp-Method | ''",
                "Mcp-Method | tools/list",
                "Mcp-Method | TOOLS/CALL",
                "Mcp-Name | ''",
                "Mcp-Name | add",
                "Mcp-Name | MIRROR",
                "Mcp-Name | =?base64?YWRk?=",
                "Mcp-Name | =?base64?bWlycm9yA?=",
                "Mcp-Name | m\u00efrror",
                "Mcp-Param-Region | ''",
                "Mcp-Param-Region | north",
                "Mcp-Param-Count | ''",
                "Mcp-Param-Count | 8",
                "Mcp-Param-Count | seven",
                "Mcp-Param-Count | 7e0",
                "Mcp-Param-Dry-Run | False",
                "Mcp-Param-City | rome"
            })
    void holdsHeadersAgainstTheBody(String name, String value) {
        Stateless call = mirrored();
        assertThat(call.sendTo(calm, ANN).status).isEqualTo(200);
        Answer answer = call.with(name, value).sendTo(calm, ANN);
        assertThat(answer.status).as(answer.text()).isEqualTo(400);
        assertError(answer, -32020, "HeaderMismatchError");
        assertThat(answer.json().at("/error/message").asString()).contains(name);
        boolean revision = name.equals("MCP-Protocol-Version");
        assertThat(calm.workshop.incidents)
                .hasSize(1)
                .hasOnlyElementsOfType(
                        revision ? Incident.Unreadable.class : Incident.WrongArguments.class);
    }

    private static Stateless mirrored() {
        return Stateless.call(
                        "mirror",
                        "{'region':'south','count':7,'dry':false,'place':{'city':'Rome'}}")
                .with("Mcp-Param-Region", "south")
                .with("Mcp-Param-Count", "7")
                .with("Mcp-Param-Dry-Run", "false")
                .with("Mcp-Param-City", "Rome");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mcp-Method | ' tools/call\t'",
                "MCP-METHOD | tools/call",
                "mcp-name | '  mirror  '",
                "Mcp-Name | =?base64?bWlycm9y?=",
                "Mcp-Param-Region | =?base64?c291dGg=?=",
                "MCP-PARAM-REGION | south",
                "Mcp-Param-Count | 7.0",
                "Mcp-Param-Count | =?base64?Nw==?=",
                "Mcp-Param-Unknown | whatever"
            })
    void takesWhatMeansTheSame(String name, String value) {
        Answer answer = mirrored().with(name, value).sendTo(calm, ANN);
        assertThat(answer.status).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().has("result")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | Hello                  | =?base64?SGVsbG8=?=",
                "400 | Hello                  | =?base64?SGVsbG8?=",
                "400 | Hello                  | =?base64?SGVs!!!bG8=?=",
                "400 | Hello                  | =?BASE64?SGVsbG8=?=",
                "200 | SGVsbG8=               | SGVsbG8=",
                "200 | =?base64?SGVsbG8=      | =?base64?SGVsbG8=",
                "200 | =?base64?=             | =?base64?=",
                "400 | =?base64?literal?=     | =?base64?literal?=",
                "200 | =?base64?literal?=     | =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
                "200 | Hello, \u4e16\u754c  | =?base64?SGVsbG8sIOS4lueVjA==?=",
                "400 | \u00ff                | =?base64?/w==?=",
                "200 | ''                     | =?base64??="
            })
    void decodesWhatIsNotPlain(int status, String value, String header) {
        Answer answer =
                Stateless.call("mirror", "{'region':'%s'}".formatted(value))
                        .with("Mcp-Param-Region", header)
                        .sendTo(calm, ANN);
        assertThat(answer.status).as(answer.text()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'region':null}", "{'place':{}}", "{'place':5}"})
    void wantsNoHeaderForAnAbsentArgument(String arguments) {
        Stateless call = Stateless.call("mirror", arguments);
        assertThat(call.sendTo(calm, ANN).status).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Mcp-Param-Region, x", "Mcp-Param-Region, =?base64?!?=", "Mcp-Param-City, Rome"})
    void refusesAHeaderForAnAbsentArgument(String name, String value) {
        for (String arguments : List.of("{}", "{'region':null}", "{'place':{}}")) {
            Answer answer = Stateless.call("mirror", arguments).with(name, value).sendTo(calm, ANN);
            assertThat(answer.status).isEqualTo(400);
            assertError(answer, -32020, "HeaderMismatchError");
        }
    }

    @Test
    void readsAndRendersUnderTheNameInTheHeader() {
        Stateless read =
                Stateless.of("resources/read", "databases://list", "{'uri':'databases://list'}");
        assertThat(read.sendTo(calm, ANN).json().has("result")).isTrue();
        assertThat(read.with("Mcp-Name", "secret://plan").sendTo(calm, ANN).status).isEqualTo(400);
        Stateless render = Stateless.of("prompts/get", "plan", "{'name':'plan'}");
        assertThat(render.sendTo(calm, ANN).json().has("result")).isTrue();
        assertThat(render.with("Mcp-Name", "").sendTo(calm, ANN).status).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'io.modelcontextprotocol/protocolVersion':'2026-07-28',",
                ",'io.modelcontextprotocol/clientCapabilities':{}"
            })
    void refusesARequestThatDoesNotSayWhatItMust(String part) {
        Answer answer = Stateless.of("tools/list").saying(part, "").sendTo(calm, ANN);
        assertThat(answer.status).isEqualTo(400);
        assertError(answer, -32602, "InvalidParamsError");
    }

    @Test
    void refusesARequestThatSaysNothingOfItself() {
        Stateless list = Stateless.of("tools/list");
        Answer answer =
                calm.post(
                        ANN,
                        list.headers(),
                        "{'jsonrpc':'2.0','id':7,'method':'tools/list','params':{}}");
        assertThat(answer.status).isEqualTo(400);
        assertError(answer, -32602, "InvalidParamsError");
    }

    @Test
    void saysWhichRevisionsItSpeaks() {
        Answer answer =
                Stateless.of("tools/list")
                        .saying("2026-07-28", "2099-01-01")
                        .with("MCP-Protocol-Version", "2099-01-01")
                        .sendTo(calm, ANN);
        assertThat(answer.status).isEqualTo(400);
        assertError(answer, -32022, "UnsupportedProtocolVersionError");
        assertThat(answer.json().at("/error/data").toString())
                .isEqualTo("{\"supported\":[\"2026-07-28\"],\"requested\":\"2099-01-01\"}");
    }

    private static void assertError(Answer answer, int code, String definition) {
        JsonNode json = answer.json();
        assertThat(json.path("id").asInt()).isEqualTo(7);
        assertThat(json.path("error").path("code").asInt()).isEqualTo(code);
        boolean whole = !definition.startsWith("Method") && !definition.startsWith("InvalidP");
        assertThat(
                        OfficialSchemas.shared()
                                .mistakes(
                                        Revision.V2026_07_28,
                                        definition,
                                        whole ? json : json.path("error")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202 | {'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}",
                "202 | {'jsonrpc':'2.0','method':'notifications/initialized'}",
                "400 | {'jsonrpc':'2.0','id':7,'result':{}}",
                "400 | {'jsonrpc':'2.0','id':7,'error':{'code':1,'message':'no'}}",
                "400 | [{'jsonrpc':'2.0','id':7,'method':'tools/list'}]",
                "400 | {'jsonrpc':'2.0','id':7}",
                "400 | nonsense"
            })
    void takesOneRequestOrNotification(int status, String body) {
        Map<String, String> headers = Map.of("MCP-Protocol-Version", Stateless.REVISION);
        Answer answer = calm.post(ANN, headers, body);
        assertThat(answer.status).as(answer.text()).isEqualTo(status);
        assertThat(answer.text().isEmpty()).isEqualTo(status == 202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void hasPostOnly(String method) {
        Map<String, String> headers =
                Map.of(
                        "MCP-Protocol-Version",
                        Stateless.REVISION,
                        "Mcp-Session-Id",
                        calm.open(ANN, "2025-11-25"));
        Answer answer = calm.later(method, ANN, headers, "", new Answer()).join();
        assertThat(answer.status).isEqualTo(405);
        assertThat(answer.headers).containsEntry("Allow", "POST");
    }

    @Test
    void doesNotMixWithASessionOfTheSameClient() throws InterruptedException {
        String session = calm.open(ANN, "2025-11-25");
        CompletableFuture<Answer> running =
                Stateless.call("wait", "{}")
                        .with("Mcp-Session-Id", session)
                        .sendLater(calm, ANN, new Answer());
        calm.workshop.begun.take();
        String cancel =
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}";
        assertThat(calm.post(ANN, session, cancel).status).isEqualTo(202);
        assertThat(calm.send("DELETE", ANN, session).status).isEqualTo(204);
        assertThat(Stateless.call("add", "{'a':1,'b':2}").sendTo(calm, ANN).status).isEqualTo(200);
        assertThat(running).isNotDone();
        calm.stop();
        assertThat(calm.workshop.cancelled).hasSize(1);
        assertThat(running.join().events()).isEmpty();
        assertThat(Stateless.of("tools/list").sendTo(calm, ANN).status).isEqualTo(503);
    }

    @Test
    void opensASessionForAHandshakeWhateverTheHeaderSays() {
        Answer answer =
                calm.post(
                        ANN,
                        Map.of("MCP-Protocol-Version", Stateless.REVISION),
                        "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{"
                                + "'protocolVersion':'2025-11-25','capabilities':{},"
                                + "'clientInfo':{'name':'t','version':'1'}}}");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.session()).isNotEmpty();
    }

    @Test
    void streamsProgressBeforeTheAnswer() {
        Answer answer =
                Stateless.call("steps", "{}")
                        .saying("{'_meta':{", "{'_meta':{'progressToken':'p',")
                        .sendTo(calm, ANN);
        List<JsonNode> events = answer.events();
        assertThat(events).hasSizeGreaterThan(2);
        assertThat(events.getFirst().path("method").asString()).isEqualTo("notifications/progress");
        assertThat(events.getLast().path("id").asInt()).isEqualTo(7);
    }

    @Test
    void cancelsACallWhoseClientWentAway() throws InterruptedException {
        Answer answer = new Answer();
        CompletableFuture<Answer> running =
                Stateless.call("wait", "{}").sendLater(quick, ANN, answer);
        quick.workshop.begun.take();
        answer.streaming.await();
        answer.goAway();
        assertThat(quick.workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(running::join).hasRootCauseMessage("the client is gone");
    }

    @Test
    void boundsWhatOneIdentityAsksAtOnce() throws InterruptedException {
        HttpLimits tight =
                new HttpLimits(
                        4_096,
                        5,
                        3,
                        2,
                        1 << 20,
                        SessionLimits.DEFAULT,
                        new StreamLimits(1, 1),
                        NEVER);
        try (Exchanges few = new Exchanges(tight)) {
            Stateless call = Stateless.call("wait", "{}");
            List<CompletableFuture<Answer>> running = new ArrayList<>();
            running.add(call.sendLater(few, ANN, new Answer()));
            running.add(call.sendLater(few, ANN, new Answer()));
            few.workshop.begun.take();
            few.workshop.begun.take();
            Answer turnedAway = Stateless.of("tools/list").sendTo(few, ANN);
            assertThat(turnedAway.status).isEqualTo(429);
            assertThat(turnedAway.json().path("id").asInt()).isEqualTo(7);
            assertThat(Stateless.of("tools/list").sendTo(few, BOB).status).isEqualTo(200);
            running.add(call.sendLater(few, BOB, new Answer()));
            few.workshop.begun.take();
            assertThat(Stateless.of("tools/list").sendTo(few, BOB).status).isEqualTo(503);
            Answer listening = new Answer();
            CompletableFuture<Answer> listen = Stateless.listen().sendLater(few, ANN, listening);
            listening.streaming.await();
            few.stop();
            assertThat(running).allSatisfy(each -> assertThat(each.join().events()).isEmpty());
            assertThat(listen.join().events()).hasSize(2);
        }
    }

    @Test
    void listensUntilTheServerCloses() throws InterruptedException {
        Answer answer = new Answer();
        CompletableFuture<Answer> running = Stateless.listen().sendLater(quick, ANN, answer);
        answer.await(1);
        quick.workshop.change();
        answer.await(2);
        quick.stop();
        List<JsonNode> events = running.join().events();
        assertThat(events)
                .extracting(event -> event.path("method").asString(""))
                .containsExactly(
                        "notifications/subscriptions/acknowledged",
                        "notifications/tools/list_changed",
                        "");
        assertThat(events)
                .allSatisfy(
                        event ->
                                assertThat(
                                                event.findValue(
                                                                "io.modelcontextprotocol/subscriptionId")
                                                        .asInt())
                                        .isEqualTo(7));
        assertThat(answer.text()).contains(":\n");
    }

    @Test
    void keepsNoLongSubscription() throws InterruptedException {
        Stateless listen = Stateless.listen();
        String space = " ".repeat(8_192 - listen.body().length());
        Answer answer = new Answer();
        CompletableFuture<Answer> running =
                listen.saying("2.0',", "2.0'," + space).sendLater(quick, ANN, answer);
        answer.await(1);
        Answer refused = listen.saying("2.0',", "2.0', " + space).sendTo(quick, ANN);
        assertThat(refused.status).isEqualTo(413);
        quick.stop();
        assertThat(running.join().events()).hasSize(2);
    }

    @Test
    void boundsSubscriptionsAndForgetsThoseWhoseClientWent() throws InterruptedException {
        List<Answer> open = new ArrayList<>();
        List<CompletableFuture<Answer>> running = new ArrayList<>();
        for (var principal : List.of(ANN, ANN, BOB)) {
            Answer answer = new Answer();
            open.add(answer);
            running.add(Stateless.listen().sendLater(quick, principal, answer));
            answer.await(1);
        }
        assertThat(Stateless.listen().sendTo(quick, ANN).status).isEqualTo(429);
        assertThat(Stateless.listen().sendTo(quick, BOB).status).isEqualTo(503);
        assertThat(Stateless.of("tools/list").sendTo(quick, ANN).status).isEqualTo(200);
        open.getFirst().goAway();
        assertThatThrownBy(running.getFirst()::join).hasRootCauseMessage("the client is gone");
        Answer again = new Answer();
        running.set(0, Stateless.listen().sendLater(quick, ANN, again));
        again.await(1);
        quick.stop();
        assertThat(running).allSatisfy(each -> assertThat(each.join().events()).hasSize(2));
    }
}
