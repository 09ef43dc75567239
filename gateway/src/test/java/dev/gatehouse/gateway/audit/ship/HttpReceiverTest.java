package dev.gatehouse.gateway.audit.ship;

import static dev.gatehouse.gateway.audit.ship.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import dev.gatehouse.gateway.audit.ship.HttpSink.Answer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OCSF and OTLP before a server on a real socket. */
@Timeout(60)
class HttpReceiverTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-28T00:00:00Z"));

    @TempDir private Path folder;
    private Trail trail = new Trail(Path.of(""));

    @BeforeEach
    void begin() {
        trail = Trail.in(folder);
    }

    private static HttpReceiver.Target to(URI address) {
        return to(address, Map::of, false);
    }

    private static HttpReceiver.Target to(
            URI address, Supplier<Map<String, String>> headers, boolean gzip) {
        return new HttpReceiver.Target(address, headers, gzip, Optional.empty());
    }

    private static HttpReceiver ocsf(HttpReceiver.Target target) {
        return HttpReceiver.ocsf(target, false, "1.2", CLOCK);
    }

    /** Has everything shipped that can be. */
    private void ship(HttpReceiver receiver) {
        Shipper.start(trail.shipping(), receiver).close();
    }

    /** What comes of sending the first record. */
    private Receiver.Outcome sent(HttpReceiver receiver) throws Exception {
        if (trail.lines().isEmpty()) {
            trail.append(1);
        }
        try (var backlog =
                        Backlog.open(
                                new dev.gatehouse.gateway.audit.trail.TrailFiles(trail.file()),
                                Cursor.START,
                                new Reports("siem", CLOCK));
                receiver) {
            return receiver.send(List.of(backlog.next().orElseThrow()));
        }
    }

    @Test
    void eventsArriveAsAnArray() throws Exception {
        trail.append(3);
        try (HttpSink sink = HttpSink.plain(0)) {
            ship(ocsf(to(sink.address("/services/collector?source=gatehouse"))));
            HttpSink.Request request = sink.last().orElseThrow();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/services/collector?source=gatehouse");
            assertThat(request.headers()).containsEntry("Content-Type", "application/json");
            JsonNode events = JSON.readTree(request.body());
            assertThat(events.size()).isEqualTo(3);
            JsonNode event = events.path(2);
            assertThat(event.path("class_uid").asInt()).isEqualTo(6005);
            assertThat(event.path("metadata").path("sequence").asLong()).isEqualTo(3);
            assertThat(event.path("metadata").path("uid").asString())
                    .isEqualTo(trail.hashes().get(2));
            assertThat(event.path("unmapped").path("trail").asString())
                    .isEqualTo(trail.hashes().getFirst().substring(0, 32));
        }
    }

    @Test
    void eventsArriveOneOnEachLine() throws Exception {
        trail.append(3);
        try (HttpSink sink = HttpSink.plain(0)) {
            ship(HttpReceiver.ocsf(to(sink.address("/")), true, "1.2", CLOCK));
            HttpSink.Request request = sink.last().orElseThrow();
            assertThat(request.headers()).containsEntry("Content-Type", "application/x-ndjson");
            String body = request.body();
            assertThat(body).endsWith("}\n");
            assertThat(body.lines().map(JSON::readTree))
                    .hasSize(3)
                    .allMatch(it -> it.path("class_uid").asInt() == 6005);
        }
    }

    @Test
    void headersGoWithEachRequestAsTheyAreThenAndLargeBodiesAreCompressed() throws Exception {
        trail.append(100);
        String[] token = {"first"};
        try (HttpSink sink = HttpSink.plain(0)) {
            HttpReceiver.Target target =
                    to(
                            sink.address("/"),
                            () -> Map.of("Authorization", "Bearer " + token[0], "X-Tenant", "t"),
                            true);
            try (HttpReceiver receiver = ocsf(target);
                    Transfer transfer = new Transfer(trail.shipping(), receiver)) {
                transfer.step(0, false);
                token[0] = "second";
                trail.append(1);
                transfer.step(0, false);
            }
            assertThat(sink.requests())
                    .extracting(it -> it.headers().get("Authorization"))
                    .containsExactly("Bearer first", "Bearer second");
            assertThat(sink.requests())
                    .extracting(it -> it.headers().getOrDefault("Content-Encoding", ""))
                    .containsExactly("gzip", "");
            assertThat(JSON.readTree(sink.requests().getFirst().body()).size()).isEqualTo(100);
        }
    }

    @Test
    void aSecretThatCannotBeReadOrSentIsWaitedForAndNotShown() throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            Supplier<Map<String, String>> broken =
                    () -> {
                        throw new IllegalStateException("planted");
                    };
            for (Supplier<Map<String, String>> headers :
                    List.of(broken, () -> Map.of("X-Key", "planted\nplanted"))) {
                assertThat(sent(ocsf(to(sink.address("/"), headers, false))))
                        .isInstanceOf(Receiver.Away.class)
                        .asString()
                        .doesNotContain("planted");
            }
            assertThat(sink.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void someStatusesRefuseWhatWasSent(int status) throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> Answer.of(status));
            assertThat(sent(ocsf(to(sink.address("/")))))
                    .isEqualTo(new Receiver.Refused("it answers with the status " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 401, 403, 404, 405, 408, 415, 429, 500, 503})
    void othersSayThatItTakesNothingNow(int status) throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(
                    _ ->
                            new Answer(
                                    status,
                                    Map.of("Location", sink.address("/other").toString()),
                                    ""));
            assertThat(sent(ocsf(to(sink.address("/")))))
                    .isEqualTo(
                            new Receiver.Away(
                                    "it answers with the status " + status, Duration.ZERO));
            assertThat(sink.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "Sat, 28 Nov 2026 00:01:30 GMT | 90",
                "Sat, 28 Nov 2026 00:00:00 GMT | 0",
                "soon | 0",
                "99999999999 | 0"
            })
    void howLongItWantsToBeLeftAloneIsHeard(String header, long seconds) throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> new Answer(503, Map.of("Retry-After", header), ""));
            assertThat(((Receiver.Away) sent(ocsf(to(sink.address("/"))))).pause())
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void anAnswerWithoutEndIsCutAndCounts() throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> new Answer(200, Map.of(), "x".repeat(4 << 20)));
            assertThat(sent(ocsf(to(sink.address("/"))))).isEqualTo(new Receiver.Taken(0));
        }
    }

    @Test
    void whoIsNotThereOrSaysNothingSensibleIsToldWithoutItsAddress() throws Exception {
        URI address;
        try (ServerSocket odd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> hangUp(odd));
            address = URI.create("http://127.0.0.1:" + odd.getLocalPort() + "/");
            assertThat(sent(ocsf(to(address))))
                    .isEqualTo(new Receiver.Away("the connection to it broke", Duration.ZERO));
        }
        assertThat(sent(ocsf(to(address))))
                .isEqualTo(new Receiver.Away("it cannot be connected to", Duration.ZERO));
        assertThat(sent(ocsf(to(URI.create("https://gatehouse.invalid/")))))
                .isIn(
                        new Receiver.Away("its name is not known", Duration.ZERO),
                        new Receiver.Away("it cannot be connected to", Duration.ZERO));
    }

    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                server.accept().close();
            } catch (java.io.IOException _) {
                // Closed.
            }
        }
    }

    @Test
    void whoeverHangsIsLeftWhenTheProgramEnds() throws Exception {
        trail.append(1);
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(
                    _ -> {
                        asked.countDown();
                        awaitQuietly(never);
                        return Answer.of(200);
                    });
            HttpReceiver receiver = ocsf(to(sink.address("/")));
            Thread sending = Thread.startVirtualThread(() -> sendQuietly(receiver));
            asked.await();
            receiver.close();
            sending.join();
            never.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendQuietly(HttpReceiver receiver) {
        try {
            assertThat(sent(receiver)).isInstanceOf(Receiver.Away.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void httpsTrustsWhomItIsToldTo() throws Exception {
        Certificates certificates = Certificates.made();
        try (HttpSink sink = HttpSink.secured(certificates.ofServer())) {
            SSLContext right = certificates.trusting();
            SSLContext wrong = certificates.trustingOthers();
            for (Optional<TlsSource> foreign :
                    List.<Optional<TlsSource>>of(Optional.empty(), Optional.of(() -> wrong))) {
                var target = new HttpReceiver.Target(sink.address("/"), Map::of, false, foreign);
                assertThat(((Receiver.Away) sent(ocsf(target))).words()).startsWith("TLS cannot");
            }
            assertThat(sink.requests()).isEmpty();
            var target =
                    new HttpReceiver.Target(
                            sink.address("/"), Map::of, false, Optional.of(() -> right));
            assertThat(sent(ocsf(target))).isEqualTo(new Receiver.Taken(0));
        }
    }

    private static AuditRecord traced() {
        var origin =
                new Origin(
                        "http",
                        "query",
                        "s1",
                        new Origin.Client("cursor", "1.0", "2025-11-25"),
                        "192.0.2.7",
                        "k1",
                        new Trace(TRACE, "", false, ""));
        return new AuditRecord(
                Instant.parse("2026-11-21T10:00:00.000123Z"),
                Duration.ofMillis(3),
                new Caller("oidc:alice", List.of("analyst", "clerk"), Map.of(), Confines.ALL),
                new Ask.Query(origin, "", "SELECT 1", 10),
                "shop",
                "f1",
                List.of("sales.orders"),
                List.of(),
                AuditRecords.REFUSED,
                Map.of(),
                origin.trace());
    }

    @Test
    void logsArriveAsTheirOwnClassesReadThem() throws Exception {
        try (AuditFile open = trail.open(Long.MAX_VALUE)) {
            open.append(AuditRecords.of("first"));
            open.append(traced());
        }
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> new Answer(200, Map.of(), "{}"));
            ship(HttpReceiver.otlp(to(sink.address("/v1/logs")), "1.2", CLOCK));
            HttpSink.Request request = sink.last().orElseThrow();
            assertThat(request.headers()).containsEntry("Content-Type", "application/json");
            var logs = decoded(request.body()).getResourceLogs(0);
            assertThat(attributes(logs.getResource().getAttributesList()))
                    .isEqualTo(Map.of("service.name", "gatehouse", "service.version", "1.2"));
            List<LogRecord> records = logs.getScopeLogs(0).getLogRecordsList();
            assertThat(records)
                    .extracting(it -> it.getBody().getStringValue())
                    .isEqualTo(trail.lines());
            assertThat(records)
                    .extracting(LogRecord::getSeverityNumber)
                    .containsExactly(
                            SeverityNumber.SEVERITY_NUMBER_INFO,
                            SeverityNumber.SEVERITY_NUMBER_WARN);
            LogRecord second = records.get(1);
            assertThat(second.getTimeUnixNano()).isEqualTo(1_795_255_200_000_123_000L);
            assertThat(second.getEventName()).isEqualTo("gatehouse.audit");
            assertThat(HexFormat.of().formatHex(second.getTraceId().toByteArray()))
                    .isEqualTo(TRACE);
            assertThat(records.getFirst().getTraceId().isEmpty()).isTrue();
            assertThat(attributes(second.getAttributesList()))
                    .containsAllEntriesOf(
                            Map.of(
                                    "log.record.uid", trail.hashes().get(1),
                                    "gatehouse.audit.trail",
                                            trail.hashes().getFirst().substring(0, 32),
                                    "gatehouse.audit.seq", "2",
                                    "client.address", "192.0.2.7",
                                    "user.id", "oidc:alice",
                                    "user.roles", "analyst,clerk",
                                    "error.type", "RELATION_UNAVAILABLE",
                                    "gen_ai.tool.name", "query",
                                    "mcp.session.id", "s1",
                                    "mcp.protocol.version", "2025-11-25"));
        }
    }

    /** As protobuf's JSON has it, bytes are in base64; OTLP has these in hexadecimal. */
    private static ExportLogsServiceRequest decoded(String json)
            throws InvalidProtocolBufferException {
        String base64 =
                Pattern.compile("\"traceId\":\"([0-9a-f]{32})\"")
                        .matcher(json)
                        .replaceAll(
                                it ->
                                        "\"traceId\":\""
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                HexFormat.of()
                                                                        .parseHex(it.group(1)))
                                                + "\"");
        var request = ExportLogsServiceRequest.newBuilder();
        JsonFormat.parser().merge(base64, request);
        return request.build();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, it -> text(it.getValue())));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case ARRAY_VALUE ->
                    value.getArrayValue().getValuesList().stream()
                            .map(HttpReceiverTest::text)
                            .collect(Collectors.joining(","));
            default -> throw new AssertionError(value);
        };
    }

    @Test
    void aPartialSuccessIsNotSentAgainButTold() throws Exception {
        trail.append(3);
        var response = ExportLogsServiceResponse.newBuilder();
        response.getPartialSuccessBuilder().setRejectedLogRecords(2).setErrorMessage("planted");
        String answer = JsonFormat.printer().print(response);
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> new Answer(200, Map.of(), answer));
            try (Shipper shipper =
                    Shipper.start(
                            trail.shipping(),
                            HttpReceiver.otlp(to(sink.address("/v1/logs")), "1.2", CLOCK))) {
                eventually(() -> shipper.setAside() == 2);
            }
            assertThat(sink.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "no JSON", "{\"partialSuccess\":{}}"})
    void otherAnswersToLogsAreWhole(String answer) throws Exception {
        try (HttpSink sink = HttpSink.plain(0)) {
            sink.answering(_ -> new Answer(200, Map.of(), answer));
            assertThat(sent(HttpReceiver.otlp(to(sink.address("/v1/logs")), "1.2", CLOCK)))
                    .isEqualTo(new Receiver.Taken(0));
        }
    }
}
