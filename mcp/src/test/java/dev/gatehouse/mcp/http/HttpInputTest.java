package dev.gatehouse.mcp.http;

import static dev.gatehouse.mcp.http.Exchanges.ANN;
import static dev.gatehouse.mcp.http.Exchanges.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.http.Exchanges.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Asking the client of a session: on the stream of the call, answered by a request of its own. */
@Timeout(60)
class HttpInputTest {

    private static final String ASK =
            "{'jsonrpc':'2.0','id':7,'method':'tools/call',"
                    + "'params':{'name':'ask','arguments':{'what':'name'}}}";
    private static final String ECHO =
            "{'jsonrpc':'2.0','id':8,'method':'tools/call',"
                    + "'params':{'name':'echo','arguments':{'text':'x'}}}";

    /** So long that no answer turns into a stream by itself. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final Exchanges http = new Exchanges(HttpLimits.DEFAULT.withHeartbeat(NEVER));

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void asksOnTheStreamOfTheCallAndTakesTheAnswerFromAnotherRequest() throws Exception {
        String session = open(http);
        Answer stream = new Answer();
        CompletableFuture<Answer> call = http.postLater(ANN, session, ASK, stream);
        JsonNode question = stream.next();
        assertThat(question.path("method").stringValue()).isEqualTo("elicitation/create");
        assertThat(http.post(ANN, session, answer(question)).status).isEqualTo(202);
        assertThat(text(stream.next())).isEqualTo("Hello, Ann!");
        assertThat(call.join().events()).hasSize(2);
    }

    @Test
    void takesAnAnswerOnlyInTheSessionThatWasAsked() throws Exception {
        String session = open(http);
        String other = open(http);
        Answer stream = new Answer();
        CompletableFuture<Answer> call = http.postLater(ANN, session, ASK, stream);
        JsonNode question = stream.next();
        String forged = answer(question).replace("Ann", "Eve");
        assertThat(http.post(ANN, other, forged).status).isEqualTo(202);
        assertThat(http.post(BOB, session, forged).status).isEqualTo(404);
        assertThat(http.post(ANN, session, answer(question)).status).isEqualTo(202);
        assertThat(text(call.join().events().getLast())).isEqualTo("Hello, Ann!");
    }

    @Test
    void letsOthersRunWhileACallWaits() throws Exception {
        HttpLimits tight =
                new HttpLimits(
                        4_096,
                        5,
                        9,
                        2,
                        1 << 20,
                        SessionLimits.DEFAULT,
                        StreamLimits.DEFAULT,
                        NEVER);
        try (var endpoint = new Exchanges(tight)) {
            String session = open(endpoint);
            Answer stream = new Answer();
            CompletableFuture<Answer> call = endpoint.postLater(ANN, session, ASK, stream);
            JsonNode question = stream.next();
            for (int i = 0; i < 3; i++) {
                assertThat(text(endpoint.post(ANN, session, ECHO).json())).isEqualTo("x");
            }
            endpoint.post(ANN, session, answer(question));
            assertThat(text(call.join().events().getLast())).isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void takesTheQuestionBackWhenTheCallIsCancelled() throws Exception {
        String session = open(http);
        Answer stream = new Answer();
        CompletableFuture<Answer> call = http.postLater(ANN, session, ASK, stream);
        JsonNode question = stream.next();
        http.post(
                ANN,
                session,
                "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}");
        JsonNode last = call.join().events().getLast();
        assertThat(last.path("method").stringValue()).isEqualTo("notifications/cancelled");
        assertThat(last.at("/params/requestId")).isEqualTo(question.path("id"));
    }

    @Test
    void endsTheCallWhenTheSessionEnds() throws Exception {
        String session = open(http);
        Answer stream = new Answer();
        CompletableFuture<Answer> call = http.postLater(ANN, session, ASK, stream);
        stream.next();
        assertThat(http.send("DELETE", ANN, session).status).isEqualTo(204);
        assertThat(call.join().events()).noneMatch(event -> event.has("result"));
    }

    @Test
    void endsTheCallWhenTheClientGoesAway() throws Exception {
        try (var quick = new Exchanges(HttpLimits.DEFAULT.withHeartbeat(Duration.ofMillis(5)))) {
            String session = open(quick);
            Answer stream = new Answer();
            CompletableFuture<Answer> call = quick.postLater(ANN, session, ASK, stream);
            JsonNode question = stream.next();
            stream.goAway();
            assertThat(call.handle((_, failure) -> failure).join())
                    .hasRootCauseMessage("the client is gone");
            assertThat(quick.post(ANN, session, answer(question)).status).isEqualTo(202);
        }
    }

    private static String open(Exchanges http) {
        return http.initialize(ANN, "2025-11-25", "{'elicitation':{}}").session();
    }

    private static String answer(JsonNode question) {
        return "{'jsonrpc':'2.0','id':%s,'result':{'action':'accept','content':{'name':'Ann'}}}"
                .formatted(question.path("id"));
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").stringValue();
    }
}
