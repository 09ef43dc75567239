package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import dev.gatehouse.mcp.stdio.StdioLimits;
import dev.gatehouse.mcp.stdio.StdioServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients hear when the tables of a real database change. */
@Timeout(60)
class CatalogChangesTest {

    @TempDir private Path folder;

    @BeforeEach
    void createTable() throws SQLException {
        admin("CREATE TABLE sales.watched (id int)", "GRANT SELECT ON sales.watched TO agent");
    }

    @AfterEach
    void dropTables() throws SQLException {
        admin("DROP TABLE IF EXISTS sales.watched, sales.brand_new, app.hidden");
    }

    @Test
    void aSessionHearsOfTheTablesThatItSeesAndSubscribedTo() throws Exception {
        try (Gate gate = gate();
                Client client = new Client(gate)) {
            client.send(
                    """
                    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                    "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
            assertThat(client.next().at("/result/capabilities").toString())
                    .isEqualTo(
                            "{\"tools\":{},\"resources\":{\"subscribe\":true,\"listChanged\":true},"
                                    + "\"prompts\":{},\"completions\":{}}");
            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            for (String uri : new String[] {"schema://sales", "schema://sales/watched"}) {
                assertThat(client.subscribe(uri).has("result")).isTrue();
            }
            for (String uri : new String[] {"schema://app", "schema://sales/salaries"}) {
                assertThat(client.subscribe(uri).at("/error/code").asInt()).isEqualTo(-32002);
            }

            admin("CREATE TABLE app.hidden (id int)", "GRANT SELECT ON app.hidden TO agent");
            readAgain(gate);
            assertThat(client.told()).isEqualTo("resources/list_changed");

            admin(
                    "CREATE TABLE sales.brand_new (i int)",
                    "GRANT SELECT ON sales.brand_new TO agent");
            readAgain(gate);
            assertThat(client.told()).isEqualTo("resources/list_changed");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales");

            admin("INSERT INTO sales.watched VALUES (1)", "ANALYZE sales.watched");
            readAgain(gate);
            admin("ALTER TABLE sales.watched ADD COLUMN more text");
            readAgain(gate);
            assertThat(client.told()).isEqualTo("resources/list_changed");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales/watched");

            admin("DROP TABLE sales.watched");
            readAgain(gate);
            assertThat(client.told()).isEqualTo("resources/list_changed");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales/watched");
        }
    }

    @Test
    void aStreamHearsOfWhatItAskedFor() throws Exception {
        try (Gate gate = gate();
                Client client = new Client(gate)) {
            client.sendStateless("\"d\"", "server/discover", "");
            JsonNode discovered = client.next().path("result");
            assertThat(discovered.path("ttlMs").asInt()).isEqualTo(300_000);
            client.sendStateless(
                    "\"s\"",
                    "subscriptions/listen",
                    """
                    ,"notifications":{"toolsListChanged":true,"resourcesListChanged":true,\
                    "resourceSubscriptions":["schema://sales/watched","schema://app/hidden"]}""");
            assertThat(client.next().at("/params/notifications").toString())
                    .isEqualTo(
                            "{\"resourcesListChanged\":true,"
                                    + "\"resourceSubscriptions\":[\"schema://sales/watched\"]}");

            admin("ALTER TABLE sales.watched ADD COLUMN more text");
            readAgain(gate);

            assertThat(client.told()).isEqualTo("resources/list_changed");
            assertThat(client.told()).isEqualTo("resources/updated schema://sales/watched");
        }
    }

    private Gate gate() throws IOException, Failure {
        String settings = SalesServer.settings(folder, "").toString();
        return Gate.open(new SettingsOption(settings).load(new PrintWriter(new StringWriter())));
    }

    private static void readAgain(Gate gate) {
        Ask ask = new Ask.Browse(new Origin("test", "", "", ""), "sales", true);
        assertThat(gate.governor().answer(gate.localCaller(), ask, new Cancellation()))
                .isInstanceOf(Answer.Sight.class);
    }

    private static void admin(String... statements) throws SQLException {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** A client on two pipes, line by line. */
    private static final class Client implements AutoCloseable {

        private final Pipe input = Pipe.open();
        private final Pipe output = Pipe.open();
        private final OutputStream in = Channels.newOutputStream(input.sink());
        private final BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(output.source()), UTF_8));
        private final StdioServer server;
        private final CompletableFuture<Void> serving;

        Client(Gate gate) throws IOException {
            this.server =
                    new StdioServer(
                            gate.host(),
                            new Agent(gate.localCaller(), new Entry("stdio")),
                            Channels.newInputStream(input.source()),
                            Channels.newOutputStream(output.sink()),
                            StdioLimits.DEFAULT);
            this.serving = CompletableFuture.runAsync(this::serve, Thread::startVirtualThread);
        }

        private void serve() {
            try {
                server.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void send(String line) throws IOException {
            in.write((line + "\n").getBytes(UTF_8));
            in.flush();
        }

        void sendStateless(String id, String method, String more) throws IOException {
            send(
                    """
                    {"jsonrpc":"2.0","id":%s,"method":"%s","params":{"_meta":{\
                    "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                    "io.modelcontextprotocol/clientCapabilities":{}}%s}}"""
                            .formatted(id, method, more));
        }

        JsonNode subscribe(String uri) throws IOException {
            send(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"%s"}}"""
                            .formatted(uri));
            return next();
        }

        JsonNode next() throws IOException {
            return JsonMapper.shared().readTree(out.readLine());
        }

        /** The next notification, without what they all begin with. */
        String told() throws IOException {
            JsonNode message = next();
            String what = message.path("method").asString("").replace("notifications/", "");
            return (what + " " + message.at("/params/uri").asString("")).strip();
        }

        /** Ends the input, and holds the server to having nothing more to say but a last answer. */
        @Override
        public void close() throws IOException {
            in.close();
            serving.join();
            output.sink().close();
            assertThat(out.lines().filter(line -> !line.contains("\"result\""))).isEmpty();
        }
    }
}
