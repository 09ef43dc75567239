package dev.gatehouse.mcp.http;

import static dev.gatehouse.mcp.http.Exchanges.ANN;
import static dev.gatehouse.mcp.http.Exchanges.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.mcp.http.Exchanges.Answer;
import dev.gatehouse.mcp.peer.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream of a session that GET opens (MCP 2025-11-25, listening for messages). */
@Timeout(60)
class SessionStreamTest {

    private static final String LATEST = "2025-11-25";
    private static final String INITIALIZED =
            "{'jsonrpc':'2.0','method':'notifications/initialized'}";
    private static final List<String> ALL_CHANGED =
            List.of(
                    "notifications/tools/list_changed",
                    "notifications/resources/list_changed",
                    "notifications/prompts/list_changed");

    private final Exchanges quick =
            new Exchanges(
                    HttpLimits.DEFAULT
                            .withHeartbeat(Duration.ofMillis(5))
                            .withSessions(new SessionLimits(4, 2, Duration.ofMinutes(5))));

    @AfterEach
    void close() {
        quick.close();
    }

    private String open() {
        String session = quick.open(ANN, LATEST);
        assertThat(quick.post(ANN, session, INITIALIZED).status).isEqualTo(202);
        return session;
    }

    private CompletableFuture<Answer> get(String session, Answer answer)
            throws InterruptedException {
        CompletableFuture<Answer> running = getOnce(ANN, session, answer);
        answer.streaming.await();
        return running;
    }

    private CompletableFuture<Answer> getOnce(Principal principal, String session, Answer answer) {
        return quick.later("GET", principal, Map.of("Mcp-Session-Id", session), "", answer);
    }

    private static List<String> methods(Answer answer) {
        return answer.events().stream().map(event -> event.path("method").asString()).toList();
    }

    @Test
    void tellsOfChangesAndShowsThatItLives() throws InterruptedException {
        String session = open();
        Answer answer = new Answer();
        CompletableFuture<Answer> running = get(session, answer);
        assertThat(answer.headers).containsEntry("Content-Type", "text/event-stream");
        quick.workshop.change();
        answer.await(3);
        quick.workshop.alarmFalsely();
        quick.workshop.change();
        answer.await(6);
        assertThat(methods(answer).subList(0, 3)).containsExactlyInAnyOrderElementsOf(ALL_CHANGED);
        assertThat(answer.text()).startsWith(":\n");
        assertThat(quick.send("DELETE", ANN, session).status).isEqualTo(204);
        assertThat(running.join().events()).hasSize(6);
    }

    @Test
    void keepsAChangeUntilSomebodyReads() throws InterruptedException {
        String session = open();
        Answer first = new Answer();
        CompletableFuture<Answer> running = get(session, first);
        first.goAway();
        assertThatThrownBy(running::join).hasRootCauseMessage("the client is gone");
        for (int i = 0; i < 5; i++) {
            quick.workshop.change();
        }
        Answer second = new Answer();
        CompletableFuture<Answer> again = get(session, second);
        second.await(3);
        quick.send("DELETE", ANN, session);
        assertThat(methods(again.join())).startsWith("notifications/tools/list_changed");
    }

    @Test
    void aSecondStreamEndsTheFirst() throws InterruptedException {
        String session = open();
        Answer first = new Answer();
        CompletableFuture<Answer> firstRunning = get(session, first);
        Answer second = new Answer();
        CompletableFuture<Answer> secondRunning = get(session, second);
        assertThat(firstRunning.join().events()).isEmpty();
        quick.workshop.change();
        second.await(3);
        quick.stop();
        assertThat(methods(secondRunning.join())).containsExactlyInAnyOrderElementsOf(ALL_CHANGED);
        assertThat(first.events()).isEmpty();
    }

    @Test
    void aSessionDoesNotGrowOldWhileItsStreamIsOpen() throws InterruptedException {
        String session = open();
        Answer answer = new Answer();
        CompletableFuture<Answer> running = get(session, answer);
        quick.pass(Duration.ofHours(1));
        String other = open();
        open();
        assertThat(quick.post(ANN, other, INITIALIZED).status).isEqualTo(404);
        assertThat(quick.post(ANN, session, INITIALIZED).status).isEqualTo(202);
        answer.goAway();
        assertThatThrownBy(running::join).hasRootCauseMessage("the client is gone");
        quick.pass(Duration.ofMinutes(5));
        assertThat(getOnce(ANN, session, new Answer()).join().status).isEqualTo(404);
    }

    @Test
    void isForNobodyButTheIdentityThatOpenedTheSession() {
        assertThat(getOnce(BOB, open(), new Answer()).join().status).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "406 | Accept | application/json",
                "400 | Mcp-Session-Id | ''",
                "404 | Mcp-Session-Id | guessed",
                "400 | MCP-Protocol-Version | 2099-01-01",
                "405 | MCP-Protocol-Version | 2026-07-28"
            })
    void looksAtHeaders(int status, String name, String value) {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Mcp-Session-Id", open());
        headers.put(name, value);
        Answer answer = quick.later("GET", ANN, headers, "", new Answer()).join();
        assertThat(answer.status).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().has("error")).isTrue();
    }
}
