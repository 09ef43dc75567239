package dev.gatehouse.mcp.http;

import static dev.gatehouse.mcp.http.Exchanges.ANN;
import static dev.gatehouse.mcp.http.Exchanges.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.http.Exchanges.Answer;
import dev.gatehouse.mcp.peer.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rules of Streamable HTTP, one by one. */
@Timeout(60)
class StreamableHttpTest {

    private static final String LATEST = "2025-11-25";
    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";
    private static final String WAIT =
            "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'wait'}}";
    private static final HttpLimits LIMITS =
            HttpLimits.DEFAULT
                    .withBodyBytes(4_096)
                    .withSessions(new SessionLimits(4, 2, Duration.ofMinutes(5)));

    /** So long that no answer of a test turns into a stream by itself. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final Exchanges calm = new Exchanges(LIMITS.withHeartbeat(NEVER));
    private final Exchanges quick = new Exchanges(LIMITS.withHeartbeat(Duration.ofMillis(5)));

    @AfterEach
    void close() {
        calm.close();
        quick.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void opensASessionInEveryHandshakeRevision(String revision) {
        Answer answer = calm.initialize(ANN, revision);
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.session()).matches("[!-~]{32,}");
        assertThat(answer.json().path("result").path("protocolVersion").asString())
                .isEqualTo(revision);
        assertThat(calm.post(ANN, answer.session(), PING).json().has("result")).isTrue();
    }

    @Test
    void givesEverySessionAnotherIdAndKeepsItFromTheAuditTrail() throws InterruptedException {
        String first = calm.open(ANN, LATEST);
        assertThat(first).isNotEqualTo(calm.open(ANN, LATEST));
        CompletableFuture<Answer> running = calm.postLater(ANN, first, WAIT, new Answer());
        assertThat(calm.workshop.begun.take().peer().sessionId()).startsWith("id-");
        calm.stop();
        assertThat(running.join().events()).isEmpty();
    }

    @Test
    void keepsNoSessionWhenTheHandshakeFails() {
        Answer answer =
                calm.post(
                        ANN,
                        Map.of(),
                        "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{}}");
        assertThat(answer.json().has("error")).isTrue();
        assertThat(answer.session()).isEmpty();
    }

    @Test
    void aToolThatARequestMayNotCallIsRefusedBeforeAnythingRuns() {
        String session = calm.open(ANN, "2025-03-26");
        calm.clearance = tool -> Optional.of("Bearer scope=\"x\"").filter(_ -> tool.equals("echo"));
        String echo =
                "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'echo','arguments':{'text':'a'}}}";
        String add = echo.replace("echo", "add").replace("'text':'a'", "'a':1,'b':2");
        assertThat(calm.post(ANN, session, add).status).isEqualTo(200);
        for (Answer refused :
                List.of(
                        calm.post(ANN, session, echo),
                        calm.post(ANN, session, "[" + PING + "," + echo + "]"),
                        Stateless.call("echo", "{'text':'a'}").sendTo(calm, ANN))) {
            assertThat(refused.status).isEqualTo(403);
            assertThat(refused.headers).containsEntry("WWW-Authenticate", "Bearer scope=\"x\"");
            assertThat(refused.json().has("error")).isTrue();
        }
        assertThat(calm.workshop.incidents).hasSize(3).containsOnly(new Incident.NotCleared(ANN));
    }

    @Test
    void tellsTheHostOfRequestsWithoutASessionOfTheirOwn() {
        String session = calm.open(ANN, LATEST);
        calm.post(BOB, session, PING);
        calm.send("DELETE", BOB, session);
        calm.post(BOB, "guessed", PING);
        calm.post(BOB, Map.of(), PING);
        // Clients that have just ended their session do these by accident.
        calm.send("DELETE", BOB, "guessed");
        calm.send("GET", BOB, "guessed");
        assertThat(calm.workshop.incidents)
                .containsExactly(
                        new Incident.NoSession(BOB, true),
                        new Incident.NoSession(BOB, true),
                        new Incident.NoSession(BOB, false),
                        new Incident.NoSession(BOB, false));
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "[]",
                "[{'jsonrpc':'2.0','id':1,'method':'ping'}]",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':[]}"
            })
    void tellsTheHostOfWhatIsNoMessageOnce(String body) {
        String session = calm.open(ANN, LATEST);
        assertThat(calm.post(ANN, session, body).status).isEqualTo(400);
        assertThat(calm.post(ANN, session, "x".repeat(4_097)).status).isEqualTo(413);
        assertThat(calm.workshop.incidents)
                .containsExactly(new Incident.Unreadable(ANN), new Incident.Unreadable(ANN));
    }

    @Test
    void tellsTheHostOfABatchThatIsPartlyNoMessage() {
        String session = calm.open(ANN, "2025-03-26");
        assertThat(calm.post(ANN, session, "[1,2," + PING + "]").json()).hasSize(3);
        assertThat(calm.workshop.incidents).containsExactly(new Incident.Unreadable(ANN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | Accept | */*",
                "200 | Accept | application/json;q=0.9 , Text/Event-Stream",
                "200 | Accept | application/*, text/*",
                "200 | Accept | ''",
                "406 | Accept | application/json",
                "406 | Accept | text/event-stream",
                "406 | Accept | text/html",
                "200 | Content-Type | application/json; charset=\"UTF-8\"",
                "200 | Content-Type | Application/JSON",
                "415 | Content-Type | application/json; charset=latin1",
                "415 | Content-Type | text/plain",
                "415 | Content-Type | application/jsonp",
                "415 | Content-Type | ''",
                "415 | Content-Encoding | gzip",
                "200 | Content-Encoding | identity",
                "200 | MCP-Protocol-Version | 2025-11-25",
                "200 | MCP-Protocol-Version | 2025-06-18",
                "400 | MCP-Protocol-Version | 2099-01-01",
                "400 | MCP-Protocol-Version | latest",
                "404 | Mcp-Session-Id | guessed",
                "400 | Mcp-Session-Id | ''"
            })
    void looksAtHeaders(int status, String name, String value) {
        String session = calm.open(ANN, LATEST);
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Mcp-Session-Id", session);
        headers.put(name, value);
        Answer answer = calm.post(ANN, headers, PING);
        assertThat(answer.status).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().has(status == 200 ? "result" : "error")).isTrue();
        assertThat(answer.headers).containsEntry("Content-Type", "application/json");
        assertThat(calm.workshop.incidents).hasSize(status == 200 ? 0 : 1);
    }

    /** A principal whose requests can be told apart, though they are all of the same one. */
    private record Sender(String name, String from) implements Principal {

        @Override
        public boolean equals(Object other) {
            return other instanceof Sender sender && sender.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String key() {
            return name;
        }
    }

    @Test
    void answersEachRequestWithThePrincipalThatCameWithIt() throws InterruptedException {
        String session = calm.open(new Sender("ann", "6"), LATEST);
        List<CompletableFuture<Answer>> running = new ArrayList<>();
        for (String from : List.of("7", "8")) {
            String body = WAIT.replace("7", from);
            running.add(calm.postLater(new Sender("ann", from), session, body, new Answer()));
            Principal sender = calm.workshop.begun.take().peer().principal();
            assertThat(((Sender) sender).from()).isEqualTo(from);
        }
        calm.stop();
        assertThat(running).allSatisfy(each -> assertThat(each.join().events()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "HEAD", "OPTIONS", "PATCH", "post"})
    void offersNoOtherMethod(String method) {
        Answer answer = calm.send(method, ANN, calm.open(ANN, LATEST));
        assertThat(answer.status).isEqualTo(405);
        assertThat(answer.headers).containsEntry("Allow", "GET, POST, DELETE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'jsonrpc':'2.0','id':1,'method':'ping'",
                "400 | ''",
                "400 | []",
                "400 | {'jsonrpc':'1.0','id':1,'method':'ping'}",
                "400 | [{'jsonrpc':'2.0','id':1,'method':'ping'}]",
                "200 | {'jsonrpc':'2.0','id':1,'method':'no/such'}",
                "202 | {'jsonrpc':'2.0','method':'notifications/initialized'}",
                "202 | {'jsonrpc':'2.0','id':1,'result':{}}",
                "202 | {'jsonrpc':'2.0','id':1,'error':{'code':1,'message':'no'}}"
            })
    void looksAtBodies(int status, String body) {
        Answer answer = calm.post(ANN, calm.open(ANN, LATEST), body);
        assertThat(answer.status).as(answer.text()).isEqualTo(status);
        assertThat(answer.text().isEmpty()).isEqualTo(status == 202);
    }

    @Test
    void refusesABodyThatIsTooLong() {
        String session = calm.open(ANN, LATEST);
        String body = PING + " ".repeat(LIMITS.bodyBytes() - PING.length());
        assertThat(calm.post(ANN, session, body).status).isEqualTo(200);
        assertThat(calm.post(ANN, session, body + " ").status).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PING,
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "[{'jsonrpc':'2.0','id':1,'method':'initialize','params':{}}]"
            })
    void wantsASessionForEverythingButInitialize(String body) {
        assertThat(calm.post(ANN, Map.of(), body).status).isEqualTo(400);
    }

    @Test
    void answersABatchWhereTheRevisionHasBatches() {
        String session = calm.open(ANN, "2025-03-26");
        Answer answer =
                calm.post(
                        ANN,
                        session,
                        "["
                                + PING
                                + ",{'jsonrpc':'2.0','method':'x'},{'id':9},{'jsonrpc':'2.0',"
                                + "'id':2,'method':'tools/list'}]");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.json().isArray()).isTrue();
        assertThat(answer.json())
                .extracting(each -> each.path("id").toString())
                .containsExactlyInAnyOrder("1", "9", "2");
        assertThat(calm.post(ANN, session, "[{'jsonrpc':'2.0','method':'x'}]").status)
                .isEqualTo(202);
    }

    @Test
    void aSessionIsForNobodyButTheIdentityThatOpenedIt() {
        String session = calm.open(ANN, LATEST);
        assertThat(calm.post(BOB, session, PING).status).isEqualTo(404);
        assertThat(calm.send("DELETE", BOB, session).status).isEqualTo(404);
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(200);
    }

    @Test
    void endsASessionOnDelete() throws InterruptedException {
        String session = calm.open(ANN, LATEST);
        CompletableFuture<Answer> running = calm.postLater(ANN, session, WAIT, new Answer());
        calm.workshop.begun.take();
        assertThat(calm.send("DELETE", ANN, session).status).isEqualTo(204);
        assertThat(calm.workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(running.join().events()).isEmpty();
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(404);
        assertThat(calm.send("DELETE", ANN, session).status).isEqualTo(404);
        assertThat(calm.send("DELETE", ANN, "").status).isEqualTo(400);
    }

    @Test
    void forgetsASessionThatIsNotUsed() {
        String session = calm.open(ANN, LATEST);
        calm.pass(Duration.ofMinutes(4));
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(200);
        calm.pass(Duration.ofMinutes(4));
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(200);
        calm.pass(Duration.ofMinutes(5));
        assertThat(calm.post(ANN, session, PING).status).isEqualTo(404);
    }

    @Test
    void aSessionDoesNotGrowOldWhileACallRuns() throws InterruptedException {
        String session = calm.open(ANN, LATEST);
        CompletableFuture<Answer> running = calm.postLater(ANN, session, WAIT, new Answer());
        calm.workshop.begun.take();
        calm.pass(Duration.ofHours(1));
        assertThat(
                        calm.post(
                                        ANN,
                                        session,
                                        "{'jsonrpc':'2.0','method':'notifications/cancelled',"
                                                + "'params':{'requestId':7}}")
                                .status)
                .isEqualTo(202);
        assertThat(running.join().text()).isEmpty();
    }

    @Test
    void oneSessionTooManyEndsTheLongestUnusedOfTheSameIdentity() {
        String others = calm.open(BOB, LATEST);
        String first = calm.open(ANN, LATEST);
        String second = calm.open(ANN, LATEST);
        assertThat(calm.post(ANN, first, PING).status).isEqualTo(200);
        String third = calm.open(ANN, LATEST);
        assertThat(calm.post(ANN, second, PING).status).isEqualTo(404);
        assertThat(List.of(first, third))
                .allSatisfy(id -> assertThat(calm.post(ANN, id, PING).status).isEqualTo(200));
        assertThat(calm.post(BOB, others, PING).status).isEqualTo(200);
    }

    @Test
    void aFullHouseTurnsAwayUntilSessionsAreOver() {
        for (String name : List.of("a", "b", "c", "d")) {
            calm.open(new dev.gatehouse.mcp.fixture.LocalUser(name), LATEST);
        }
        Answer turnedAway = calm.initialize(ANN, LATEST);
        assertThat(turnedAway.status).isEqualTo(503);
        assertThat(turnedAway.headers)
                .containsKey("Retry-After")
                .doesNotContainKey("Mcp-Session-Id");
        calm.pass(Duration.ofMinutes(5));
        assertThat(calm.initialize(ANN, LATEST).status).isEqualTo(200);
    }

    @Test
    void turnsALongAnswerIntoAStreamWithHeartbeats() throws InterruptedException {
        String session = quick.open(ANN, LATEST);
        Answer answer = new Answer();
        CompletableFuture<Answer> running =
                quick.postLater(
                        ANN,
                        session,
                        "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'gate'}}",
                        answer);
        answer.streaming.await();
        answer.await(() -> answer.text().startsWith(":\n\n:\n\n"));
        quick.workshop.gate.countDown();
        assertThat(running.join().events())
                .extracting(event -> event.path("id").asInt())
                .containsExactly(7);
        assertThat(answer.headers).containsEntry("Content-Type", "text/event-stream");
        assertThat(answer.text()).contains("\nevent: message\ndata: {").endsWith("}\n\n");
    }

    @Test
    void cancelsACallWhoseClientWentAway() throws InterruptedException {
        String session = quick.open(ANN, LATEST);
        Answer answer = new Answer();
        CompletableFuture<Answer> running = quick.postLater(ANN, session, WAIT, answer);
        quick.workshop.begun.take();
        answer.streaming.await();
        answer.goAway();
        assertThat(quick.workshop.cancelled.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(running::join).hasRootCauseMessage("the client is gone");
        assertThat(quick.post(ANN, session, PING).status).isEqualTo(200);
    }

    @Test
    void streamsProgressBeforeTheAnswer() {
        String session = calm.open(ANN, LATEST);
        Answer answer =
                calm.post(
                        ANN,
                        session,
                        "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'steps',"
                                + "'_meta':{'progressToken':'p'}}}");
        List<JsonNode> events = answer.events();
        assertThat(events).hasSizeGreaterThan(2);
        assertThat(events.getFirst().path("method").asString()).isEqualTo("notifications/progress");
        assertThat(events.getLast().path("id").asInt()).isEqualTo(7);
    }

    @Test
    void neverAnswersACallThatWasCancelled() throws InterruptedException {
        String session = calm.open(ANN, LATEST);
        CompletableFuture<Answer> running = calm.postLater(ANN, session, WAIT, new Answer());
        calm.workshop.begun.take();
        String cancel =
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}";
        assertThat(calm.post(ANN, calm.open(ANN, LATEST), cancel).status).isEqualTo(202);
        assertThat(calm.workshop.cancelled).isEmpty();
        assertThat(calm.post(ANN, session, cancel).status).isEqualTo(202);
        assertThat(running.join().status).isEqualTo(200);
        assertThat(running.join().text()).isEmpty();
    }

    @Test
    void anIdThatIsUnderWayIsNotTakenTwice() throws InterruptedException {
        String session = calm.open(ANN, LATEST);
        CompletableFuture<Answer> running = calm.postLater(ANN, session, WAIT, new Answer());
        calm.workshop.begun.take();
        JsonNode answer =
                calm.post(ANN, session, "{'jsonrpc':'2.0','id':7,'method':'ping'}").json();
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32600);
        assertThat(calm.post(ANN, calm.open(ANN, LATEST), PING.replace("1", "7")).status)
                .isEqualTo(200);
        assertThat(running).isNotDone();
    }

    @Test
    void turnsAwayWhatIsTooMuch() throws InterruptedException {
        HttpLimits tight =
                new HttpLimits(
                        4_096,
                        5,
                        3,
                        2,
                        1 << 20,
                        SessionLimits.DEFAULT,
                        StreamLimits.DEFAULT,
                        NEVER);
        try (Exchanges few = new Exchanges(tight)) {
            String session = few.open(ANN, LATEST);
            String other = few.open(ANN, LATEST);
            List<CompletableFuture<Answer>> running = new ArrayList<>();
            running.add(few.postLater(ANN, session, WAIT, new Answer()));
            running.add(few.postLater(ANN, session, WAIT.replace("7", "8"), new Answer()));
            few.workshop.begun.take();
            few.workshop.begun.take();
            assertThat(few.post(ANN, session, PING).status).isEqualTo(429);
            assertThat(few.workshop.incidents).containsExactly(new Incident.Crowded(ANN));
            assertThat(few.post(ANN, session, "{'jsonrpc':'2.0','method':'x'}").status)
                    .isEqualTo(202);
            assertThat(few.post(ANN, other, PING).status).isEqualTo(200);
            running.add(few.postLater(ANN, other, WAIT, new Answer()));
            few.workshop.begun.take();
            assertThat(few.post(ANN, other, PING).status).isEqualTo(503);
            assertThat(few.workshop.incidents).hasSize(2).containsOnly(new Incident.Crowded(ANN));
            assertThat(few.post(ANN, other, "{'jsonrpc':'2.0','method':'x'}").status)
                    .isEqualTo(202);
            few.stop();
            assertThat(running).allSatisfy(each -> assertThat(each.join().events()).isEmpty());
            assertThat(few.workshop.cancelled).hasSize(3);
            assertThat(few.initialize(ANN, LATEST).status).isEqualTo(503);
        }
    }

    /** The two are ready at once, and nobody reads before both are. */
    @Test
    void keepsNoMoreAnswersThanThereIsMemoryFor() {
        String text = "x".repeat(100_000);
        String call =
                "{'jsonrpc':'2.0','id':%d,'method':'tools/call','params':{'name':'echo',"
                        + "'arguments':{'text':'"
                        + text
                        + "'}}}";
        String batch = "[" + call.formatted(1) + "," + call.formatted(2) + "]";
        int asked = batch.length() * 17;
        int oneAnswer = text.length() * 3;
        HttpLimits tight =
                new HttpLimits(
                        1 << 20,
                        5,
                        3,
                        2,
                        asked + oneAnswer * 3 / 2,
                        SessionLimits.DEFAULT,
                        StreamLimits.DEFAULT,
                        NEVER);
        try (Exchanges few = new Exchanges(tight)) {
            String session = few.open(ANN, "2025-03-26");
            for (int i = 0; i < 3; i++) {
                assertThat(few.post(ANN, session, batch).json())
                        .extracting(each -> each.path("error").path("code").asInt(0))
                        .containsExactlyInAnyOrder(0, 1001);
            }
        }
    }
}
