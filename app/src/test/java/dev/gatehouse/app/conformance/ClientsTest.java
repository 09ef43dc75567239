package dev.gatehouse.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.clients.Client;
import dev.gatehouse.app.clients.Errand;
import dev.gatehouse.app.clients.Inspector;
import dev.gatehouse.app.clients.JavaClient;
import dev.gatehouse.app.clients.JavaProgram;
import dev.gatehouse.app.clients.Seen;
import dev.gatehouse.app.clients.Server;
import dev.gatehouse.app.clients.TypeScriptClient;
import dev.gatehouse.gateway.http.HttpStartException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Official clients do their errand at the protocol core, over each of its transports. */
@Timeout(600)
class ClientsTest {

    private static final Errand ERRAND =
            new Errand(
                    "add",
                    Map.of("a", 2, "b", 3),
                    "test://template/7/data",
                    "test_prompt_with_arguments",
                    Map.of("arg1", "hello", "arg2", "world"),
                    "test://template/{id}/data",
                    "id",
                    "12");
    private static final Server STDIO =
            new Server.Stdio(JavaProgram.command(EverythingMain.class.getName()));

    static Stream<Client> handshake() {
        return Stream.of(
                new JavaClient(),
                TypeScriptClient.ONE,
                TypeScriptClient.TWO_WITH_HANDSHAKE,
                Inspector.ZERO,
                Inspector.TWO_WITH_HANDSHAKE);
    }

    static Stream<Client> stateless() {
        return Stream.of(TypeScriptClient.TWO, Inspector.TWO);
    }

    @ParameterizedTest
    @MethodSource("handshake")
    void speakAHandshakeRevisionOverStdio(Client client) {
        check(client, "2025-11-25", STDIO);
    }

    @ParameterizedTest
    @MethodSource("stateless")
    void speakTheStatelessRevisionOverStdio(Client client) {
        check(client, "2026-07-28", STDIO);
    }

    @ParameterizedTest
    @MethodSource("handshake")
    void speakAHandshakeRevisionOverHttp(Client client) throws HttpStartException {
        overHttp(client, "2025-11-25");
    }

    @ParameterizedTest
    @MethodSource("stateless")
    void speakTheStatelessRevisionOverHttp(Client client) throws HttpStartException {
        overHttp(client, "2026-07-28");
    }

    private static void overHttp(Client client, String revision) throws HttpStartException {
        try (EverythingServer server = new EverythingServer()) {
            check(client, revision, new Server.Http(server.url()));
        }
    }

    private static void check(Client client, String revision, Server server) {
        Seen seen = client.visit(server, ERRAND);
        assertThat(seen.tools()).contains("add", "test_simple_text");
        assertThat(seen.called()).isEqualTo("5 in " + revision);
        assertThat(seen.read()).contains("\"id\":\"7\"");
        assertThat(seen.said()).isEqualTo("Prompt with arguments: arg1='hello', arg2='world'");
        assertThat(seen.completed())
                .isEqualTo(client.completes() ? List.of("123", "127") : List.of());
    }
}
