package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that try to come in by how they are written. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    private static final String MORE =
            """
            state: {file: state.db}
            roles: {reader: {}}
            identity: {api_keys: true}
            http: {max_bad_credentials: 1000000}
            """;

    private static final String LIST =
            """
            {"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    private static final int MANY = 500;

    private static final String[] ALONE = {
        "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list"
    };

    private Path folder = Path.of("");
    private Said said;
    private Gate gate;
    private HttpServer server;
    private ApiKeys keys;
    private ApiKeys.Minted good;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        said = new Said();
        Path settings = SalesServer.settings(folder, MORE);
        gate =
                Gate.open(
                        new SettingsOption(settings.toString())
                                .load(new PrintWriter(new StringWriter())));
        server = Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0));
        keys = gate.keys(InstantSource.system());
        good = key();
    }

    private ApiKeys.Minted key() throws Exception {
        return keys.create(new ApiKey.Grant("", List.of("reader"), Confines.ALL, Optional.empty()));
    }

    /** The key that was tried in every place is in no log and on no record. */
    @AfterAll
    void stop() throws IOException {
        server.close();
        gate.close();
        said.close();
        String secret = good.token().substring(17);
        assertThat(said.text()).doesNotContain(secret);
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain(secret);
    }

    private List<String> list(String... more) {
        List<String> lines = RawHttp.post(LIST, ALONE);
        lines.addAll(List.of(more));
        return lines;
    }

    private RawHttp.Answer send(List<String> lines) throws IOException {
        return RawHttp.send(server.address(), lines, LIST);
    }

    private String bearer() {
        return "Authorization: Bearer " + good.token();
    }

    private void checkOutside(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("list_tables", good.token().substring(17));
    }

    @Test
    void theRightRequestComesIn() throws IOException {
        checkInside();
    }

    private void checkInside() throws IOException {
        RawHttp.Answer answer = send(list(bearer()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("list_tables");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp?access_token=KEY",
                "/mcp?key=KEY",
                "/mcp?Authorization=Bearer%20KEY",
                "/mcp#KEY",
                "http://KEY@127.0.0.1/mcp",
                "http://x:KEY@127.0.0.1/mcp"
            })
    void aKeyInAnAddressIsNone(String target) throws IOException {
        List<String> lines = list();
        lines.set(0, "POST " + target.replace("KEY", good.token()) + " HTTP/1.1");
        checkOutside(send(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/",
                "//mcp",
                "/./mcp",
                "/x/../mcp",
                "/mcp;x",
                "/%6dcp",
                "/MCP",
                "/mcp%00",
                "/mcp%2f"
            })
    void whatIsNotWrittenAsTheEndpointIsNotTheEndpoint(String target) throws IOException {
        List<String> lines = list(bearer());
        lines.set(0, "POST " + target + " HTTP/1.1");
        checkOutside(send(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proxy-Authorization: Bearer KEY",
                "X-Authorization: Bearer KEY",
                "X-Api-Key: KEY",
                "Cookie: Authorization=Bearer KEY",
                "X-Forwarded-User: root",
                "X-Client-Cert: CN=clerk",
                "Authorization : Bearer KEY",
                "Authorization: Basic KEY",
                "Authorization: Bearer, KEY",
                "Authorization: Bearer KEY, Bearer KEY",
                "Authorization: Bearer KEY\r\nAuthorization: Bearer KEY",
                "Authorization: Bearer KEY\r\nauthorization: Bearer x",
                "Authorization: Bearer x\r\n KEY",
                "Authorization: Bearer\u0000KEY",
                "Authorization: Bearer KEY\u0000",
                "Authorization: Bearer KEY\u00a0",
                "Authorization: Bearer \u00c3\u00a9KEY",
                "Authorization: B\u00cb\u0087earer KEY",
                "Authorization: \u00ef\u00bb\u00bfBearer KEY",
                "X: a\nAuthorization: Bearer KEY",
                "X: a\rAuthorization: Bearer KEY"
            })
    void aKeyElsewhereOrMisspelledIsNone(String header) throws IOException {
        checkOutside(send(list(header.replace("KEY", good.token()))));
    }

    @Test
    void aKeyBehindTheBodyIsNone() throws IOException {
        List<String> lines = list("Transfer-Encoding: chunked", "Trailer: Authorization");
        lines.removeIf(line -> line.startsWith("Content-Length"));
        String body =
                Integer.toHexString(LIST.length())
                        + "\r\n"
                        + LIST
                        + "\r\n0\r\n"
                        + bearer()
                        + "\r\n\r\n";
        checkOutside(RawHttp.send(server.address(), lines, body));
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 1",
        "Content-Length: +10",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "'Transfer-Encoding: chunked, identity'"
    })
    void aBodyOfTwoLengthsIsRefused(String header) throws IOException {
        checkOutside(send(list(bearer(), header)));
    }

    /** A second request in what one that was refused has left unread. */
    @Test
    void whatIsRefusedCarriesNoOtherRequest() throws IOException {
        String inner = String.join("\r\n", list(bearer())) + "\r\n\r\n" + LIST;
        List<String> lines = RawHttp.post(inner, ALONE);
        lines.remove("Connection: close");
        RawHttp.Answer answer = RawHttp.send(server.address(), lines, inner);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("HTTP/1.1", "list_tables");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 15_000, 16_384, 100_000})
    void aLongTokenIsTurnedAway(int length) throws IOException {
        checkOutside(send(list("Authorization: Bearer ghk_" + "a".repeat(length))));
        checkOutside(send(list("Authorization: Bearer " + "a.b".repeat(length / 3))));
        checkInside();
    }

    @Test
    void aSessionIsNotOpenedUnderAnIdOfTheClients() throws IOException {
        String id = "Mcp-Session-Id: " + "A".repeat(32);
        List<String> lines = RawHttp.post(AccessLine.INITIALIZE, bearer(), id);
        RawHttp.Answer answer = RawHttp.send(server.address(), lines, AccessLine.INITIALIZE);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("mcp-session-id")).isEmpty();
    }

    @Test
    void twoSessionsAreNone() throws Exception {
        List<String> opening = RawHttp.post(AccessLine.INITIALIZE, bearer());
        String session =
                RawHttp.send(server.address(), opening, AccessLine.INITIALIZE)
                        .header("mcp-session-id");
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String header = "Mcp-Session-Id: " + session;
        List<String> once = RawHttp.post(ping, bearer(), header);
        List<String> twice = RawHttp.post(ping, bearer(), header, header);
        assertThat(RawHttp.send(server.address(), once, ping).status()).isEqualTo(200);
        assertThat(RawHttp.send(server.address(), twice, ping).status()).isEqualTo(404);
    }

    /** Each from the same address: a record for the first ten, and one with the number. */
    @Test
    void manyBadTokensAreFewRecordsAndKeepNobodyOut() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    while (next.incrementAndGet() <= MANY) {
                                        String token = "ghk_" + next.get() + "x";
                                        checkOutside(send(list("Authorization: Bearer " + token)));
                                    }
                                    return null;
                                }));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        }
        checkInside();
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"))).hasSizeLessThan(200);
    }

    /** A request that begins when the key has been revoked does not come in. */
    @Test
    void aKeyThatIsRevokedWhileItIsUsedOpensNothingFromThenOn() throws Exception {
        ApiKeys.Minted used = key();
        var revoked = new AtomicBoolean();
        var answered = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> uses =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () -> useUntilTheEnd(used, revoked, answered)))
                            .toList();
            while (answered.get() < 40) {
                Thread.onSpinWait();
            }
            keys.revoke(used.key().id());
            revoked.set(true);
            for (Future<Boolean> each : uses) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    /** Whether it came to an end with the first request after the end. */
    private boolean useUntilTheEnd(
            ApiKeys.Minted key, AtomicBoolean revoked, AtomicInteger answered) throws IOException {
        while (true) {
            boolean over = revoked.get();
            int status = send(list("Authorization: Bearer " + key.token())).status();
            answered.incrementAndGet();
            if (status != 200 || over) {
                return status == 401;
            }
        }
    }
}
