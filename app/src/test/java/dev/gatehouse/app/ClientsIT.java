package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.clients.Client;
import dev.gatehouse.app.clients.Errand;
import dev.gatehouse.app.clients.Inspector;
import dev.gatehouse.app.clients.Seen;
import dev.gatehouse.app.clients.Server;
import dev.gatehouse.app.clients.TypeScriptClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Official clients at the program as it was packaged, with a real database behind it. */
@Timeout(600)
class ClientsIT {

    private static final Errand ERRAND =
            new Errand(
                    "query",
                    Map.of("sql", "SELECT id, name FROM customers ORDER BY 1 LIMIT 1"),
                    "schema://sales/customers",
                    "explore_database",
                    Map.of("question", "Who buys most?"),
                    "schema://{database}/{table}",
                    "table",
                    "cust");

    @TempDir private static Path folder = Path.of("");

    private static Path program = Path.of("");
    private static String url = "";
    private static @Nullable Process serving;

    @BeforeAll
    static void start() throws IOException {
        writeProgram();
        serve();
    }

    /** A program without options of its own, which a client could take for the client's. */
    private static void writeProgram() throws IOException {
        String script =
                """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s/*' \\
                  dev.gatehouse.app.Gatehouse "$@" --config '%s'
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                Path.of("target", "gatehouse", "lib").toAbsolutePath(),
                                SalesServer.settings(folder, ""));
        program = Files.writeString(folder.resolve("gatehouse"), script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static void serve() throws IOException {
        Process started =
                new ProcessBuilder(program.toString(), "serve", "--port=0")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        serving = started;
        String line = started.inputReader().readLine();
        assertThat(line).startsWith("Gatehouse serves MCP at http://127.0.0.1:");
        url = line.substring(line.indexOf("http"));
    }

    @AfterAll
    static void stopServing() throws InterruptedException {
        if (serving != null) {
            serving.destroy();
            assertThat(serving.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    static Stream<Client> clients() {
        return Stream.of(TypeScriptClient.TWO, TypeScriptClient.TWO_WITH_HANDSHAKE, Inspector.TWO);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void readTheDatabaseOverStdio(Client client) {
        check(client, new Server.Stdio(List.of(program.toString(), "stdio")));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void readTheDatabaseOverHttp(Client client) {
        check(client, new Server.Http(url));
    }

    private static void check(Client client, Server server) {
        Seen seen = client.visit(server, ERRAND);
        assertThat(seen.tools()).contains("list_tables", "query");
        assertThat(seen.called()).startsWith("id|name\n1|cust1");
        assertThat(seen.read()).contains("tenant_id");
        assertThat(seen.said()).contains("Who buys most?");
        assertThat(seen.completed())
                .isEqualTo(client.completes() ? List.of("customers") : List.of());
    }
}
