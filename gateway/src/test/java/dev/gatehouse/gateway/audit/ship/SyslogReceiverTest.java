package dev.gatehouse.gateway.audit.ship;

import static dev.gatehouse.gateway.audit.ship.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.audit.AuditRecord.Outcome;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Syslog before a server on a real socket. */
@Timeout(60)
class SyslogReceiverTest {

    /** RFC 5424, section 6; of the version and the structured data what Gatehouse writes. */
    private static final Pattern MESSAGE =
            Pattern.compile(
                    "<(?<pri>\\d{1,3})>1 (?<time>\\S+) (?<host>[!-~]{1,255}) (?<app>[!-~]{1,48})"
                            + " (?<proc>[!-~]{1,128}) (?<kind>[!-~]{1,32}) - (?<text>.*)");

    @TempDir private Path folder;
    private Trail trail = new Trail(Path.of(""));

    @BeforeEach
    void begin() {
        trail = Trail.in(folder);
    }

    private static SSLContext ofServer() throws Exception {
        return Certificates.made().ofServer();
    }

    private static SyslogReceiver.Target to(SyslogServer server, SSLContext context) {
        return new SyslogReceiver.Target(
                "127.0.0.1",
                server.port(),
                Optional.of(() -> context),
                13,
                Optional.of("gate.example.com"),
                true);
    }

    private static TlsSource trusting() throws Exception {
        SSLContext context = Certificates.made().trusting();
        return () -> context;
    }

    private static SyslogReceiver.Target to(SyslogServer server) throws Exception {
        return to(server, Certificates.made().trusting());
    }

    private Shipper shipper(SyslogReceiver.Target target) {
        return Shipper.start(trail.shipping(), new SyslogReceiver(target));
    }

    /** Those of some records, without repeats. */
    private static List<String> lines(SyslogServer server) {
        var lines = new LinkedHashSet<String>();
        for (String message : server.messages()) {
            Matcher parts = MESSAGE.matcher(message);
            assertThat(parts.matches()).as(message).isTrue();
            lines.add(parts.group("text").replaceFirst("^\uFEFF", ""));
        }
        return List.copyOf(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void recordsArriveAndAreConfirmedByAnEndInOrder(String protocol) throws Exception {
        trail.append(30);
        try (SyslogServer server = SyslogServer.secured(0, ofServer(), protocol)) {
            try (Shipper shipper = shipper(to(server))) {
                eventually(() -> shipper.behind().filter(it -> it.records() == 0).isPresent());
                trail.append(2);
            }
            assertThat(lines(server)).isEqualTo(trail.lines());
            assertThat(server.messages()).hasSize(32);
            assertThat(CursorFile.of(trail.file(), "siem").read().orElseThrow().seq())
                    .isEqualTo(32);
        }
    }

    @Test
    void aMessageIsWhatTheStandardSays() throws Exception {
        try (AuditFile open = trail.open(Long.MAX_VALUE)) {
            open.append(AuditRecords.of("plain"));
            open.append(AuditRecords.of("caf\u00e9", "f", List.of(), AuditRecords.REFUSED));
            open.append(
                    AuditRecords.of("", "f", List.of(), new Outcome.Ended(Code.INTERNAL_ERROR)));
        }
        try (SyslogServer server = SyslogServer.secured(0, ofServer())) {
            shipper(to(server)).close();
            List<Matcher> parts = new ArrayList<>();
            server.messages().forEach(it -> parts.add(MESSAGE.matcher(it)));
            assertThat(parts).hasSize(3).allMatch(Matcher::matches);
            assertThat(parts)
                    .extracting(it -> it.group("pri"))
                    .containsExactly("110", "108", "107");
            assertThat(parts)
                    .extracting(it -> it.group("kind"))
                    .containsExactly("answered", "refused", "refused");
            assertThat(parts)
                    .allSatisfy(
                            it -> {
                                assertThat(it.group("time"))
                                        .isEqualTo("2026-11-21T10:00:00.000123Z");
                                assertThat(it.group("host")).isEqualTo("gate.example.com");
                                assertThat(it.group("app")).isEqualTo("gatehouse");
                                assertThat(it.group("proc"))
                                        .isEqualTo(trail.hashes().getFirst().substring(0, 32));
                                assertThat(it.group("text")).startsWith("\uFEFF{");
                            });
            assertThat(lines(server)).isEqualTo(trail.lines()).anyMatch(it -> it.contains("é"));
        }
    }

    @Test
    void namesAreCutToWhatTheStandardTakesAndTheMarkCanBeLeftOut() throws Exception {
        trail.append(1);
        try (SyslogServer server = SyslogServer.plain(0)) {
            var target =
                    new SyslogReceiver.Target(
                            "127.0.0.1",
                            server.port(),
                            Optional.empty(),
                            23,
                            Optional.of("a b\n" + "x".repeat(300)),
                            false);
            shipper(target).close();
            assertThat(server.messages())
                    .singleElement()
                    .asString()
                    .startsWith("<190>1 ")
                    .contains(" ab" + "x".repeat(253) + " gatehouse ")
                    .endsWith(" - " + trail.lines().getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(SyslogServer.Cut.class)
    void whatWasOnABrokenConnectionIsSentAgain(SyslogServer.Cut cut) throws Exception {
        trail.append(499);
        try (SyslogServer server = SyslogServer.secured(0, ofServer())) {
            server.cutAfter(300, cut);
            try (Shipper shipper = shipper(to(server))) {
                eventually(() -> shipper.behind().filter(it -> it.records() == 0).isPresent());
            }
            assertThat(lines(server)).isEqualTo(trail.lines());
            assertThat(server.messages()).hasSizeGreaterThanOrEqualTo(300 + 499);
            assertThat(server.connections()).isGreaterThan(1);
        }
    }

    @Test
    void aReceiverThatComesBackHearsEverything() throws Exception {
        trail.append(100);
        int port;
        try (SyslogServer first = SyslogServer.secured(0, ofServer())) {
            port = first.port();
            shipper(to(first)).close();
            assertThat(lines(first)).isEqualTo(trail.lines());
        }
        SyslogReceiver.Target target =
                new SyslogReceiver.Target(
                        "localhost", port, Optional.of(trusting()), 13, Optional.of("gate"), true);
        try (Shipper shipper = shipper(target)) {
            trail.append(200);
            eventually(() -> shipper.behind().filter(it -> it.records() == 200).isPresent());
            try (SyslogServer second = SyslogServer.secured(port, ofServer())) {
                eventually(() -> shipper.behind().filter(it -> it.records() == 0).isPresent());
                assertThat(lines(second)).isEqualTo(trail.lines().subList(100, 300));
            }
        }
    }

    @Test
    void aReceiverThatDoesNotShowThatItHasEverythingConfirmsNothing() throws Exception {
        trail.append(3);
        try (SyslogServer server = SyslogServer.secured(0, ofServer());
                SyslogReceiver receiver = new SyslogReceiver(to(server), Duration.ofMillis(100));
                Transfer transfer = new Transfer(trail.shipping(), receiver)) {
            server.ending(false);
            assertThat(transfer.step(0, false)).isEqualTo(Pause.NONE);
            eventually(() -> server.messages().size() == 3);
            assertThat(receiver.confirm()).isInstanceOf(Receiver.Away.class);
            assertThat(trail.cursor()).doesNotExist();
        }
    }

    @Test
    void aConnectionThatTheReceiverEndsByItselfConfirmsNothing() throws Exception {
        trail.append(3);
        try (SyslogServer server = SyslogServer.secured(0, ofServer());
                SyslogReceiver receiver = new SyslogReceiver(to(server));
                Transfer transfer = new Transfer(trail.shipping(), receiver)) {
            assertThat(transfer.step(0, false)).isEqualTo(Pause.NONE);
            eventually(() -> server.messages().size() == 3);
            server.goAway();
            assertThat(receiver.confirm()).isInstanceOf(Receiver.Away.class);
            assertThat(trail.cursor()).doesNotExist();
        }
    }

    @Test
    void nobodyElseGetsRecords() throws Exception {
        trail.append(1);
        SSLContext others = Certificates.made().trustingOthers();
        try (SyslogServer unknown = SyslogServer.secured(0, ofServer());
                SyslogServer elsewhere =
                        SyslogServer.secured(0, Certificates.made().ofServerElsewhere())) {
            for (SyslogServer server : List.of(unknown, elsewhere)) {
                var receiver = new SyslogReceiver(to(server, others));
                try (Transfer transfer = new Transfer(trail.shipping(), receiver)) {
                    assertThat(transfer.step(0, false).untilNews()).isFalse();
                }
                receiver.close();
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.messages()).isEmpty();
            }
            assertThat(trail.cursor()).doesNotExist();
        }
    }

    @Test
    void aCertificateIsShownToWhoAsksForOne() throws Exception {
        trail.append(2);
        try (SyslogServer server = SyslogServer.secured(0, ofServer()).askingForCertificates()) {
            shipper(to(server)).close();
            assertThat(lines(server)).isEqualTo(trail.lines());
        }
    }

    @Test
    void whoAcceptsAndNeverReadsKeepsNobodyFromEnding() throws Exception {
        trail.append(2);
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var target =
                    new SyslogReceiver.Target(
                            "127.0.0.1",
                            deaf.getLocalPort(),
                            Optional.of(trusting()),
                            13,
                            Optional.empty(),
                            true);
            var receiver = new SyslogReceiver(target);
            Thread sending = Thread.ofVirtual().start(() -> send(receiver));
            deaf.accept();
            receiver.close();
            sending.join();
            assertThat(trail.cursor()).doesNotExist();
        }
    }

    private void send(SyslogReceiver receiver) {
        try (Transfer transfer = new Transfer(trail.shipping(), receiver)) {
            assertThat(transfer.step(0, false).untilNews()).isFalse();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
