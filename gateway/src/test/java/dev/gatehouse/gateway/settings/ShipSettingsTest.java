package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the audit trail is sent, as the file says it. */
class ShipSettingsTest {

    private static final String SHOP = "databases: {shop: {url: 'postgres://db/shop'}}\n";

    @TempDir Path folder;

    private Sought written(String text) throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), SHOP + text);
        return Sought.in(folder);
    }

    private Sought one(String entry) throws IOException {
        return written("audit: {ship: {siem: " + entry + "}}\n");
    }

    @Test
    void everySettingOfSyslogIsRead() throws IOException {
        for (String name : List.of("ca.pem", "own.pem", "own.key")) {
            Files.writeString(folder.resolve(name), "");
        }
        ShipSettings read =
                written(
                                """
                                audit:
                                  ship:
                                    siem:
                                      type: syslog
                                      url: tls://siem.example.com:7000
                                      ca: ca.pem
                                      certificate: own.pem
                                      key: own.key
                                      from: now
                                      batch_records: 7
                                      batch_bytes: 8KiB
                                      facility: local3
                                      hostname: gate.example.com
                                      byte_order_mark: false
                                """)
                        .settings()
                        .audit()
                        .ship()
                        .getFirst();
        assertThat(read)
                .isEqualTo(
                        new ShipSettings(
                                "siem",
                                ShipSettings.Kind.SYSLOG,
                                URI.create("tls://siem.example.com:7000"),
                                new ShipSettings.Tls(
                                        Optional.of(folder.resolve("ca.pem")),
                                        Optional.of(
                                                new ShipSettings.Tls.Own(
                                                        folder.resolve("own.pem"),
                                                        folder.resolve("own.key")))),
                                new ShipSettings.Http(
                                        Secret.NONE, Map.of(), ShipSettings.Format.ARRAY, false),
                                new ShipSettings.Syslog(
                                        ShipSettings.Facility.LOCAL3,
                                        Optional.of("gate.example.com"),
                                        false),
                                ShipSettings.From.NOW,
                                7,
                                8 << 10));
        assertThat(read.syslog().facility().number()).isEqualTo(19);
    }

    @Test
    void everySettingOfRequestsIsReadAndSecretsStaySecret() throws IOException {
        Files.writeString(folder.resolve(".env"), "TOKEN=planted\nKEY=planted too\n");
        List<ShipSettings> read =
                written(
                                """
                                audit:
                                  ship:
                                    lake:
                                      type: http
                                      url: https://lake.example.com/in?source=gatehouse
                                      token: ${env:TOKEN}
                                      headers: {X-Key: '${env:KEY}'}
                                      format: ndjson
                                      gzip: true
                                    collector: {type: otlp, url: 'http://localhost:4318'}
                                """)
                        .settings()
                        .audit()
                        .ship();
        ShipSettings lake = read.getFirst();
        assertThat(lake.url().getQuery()).isEqualTo("source=gatehouse");
        assertThat(lake.http().token().reveal()).isEqualTo("planted");
        assertThat(lake.http().headers())
                .hasEntrySatisfying(
                        "X-Key", it -> assertThat(it.reveal()).isEqualTo("planted too"));
        assertThat(lake.http().format()).isEqualTo(ShipSettings.Format.NDJSON);
        assertThat(lake.http().gzip()).isTrue();
        assertThat(lake.toString()).doesNotContain("planted");
        ShipSettings collector = read.get(1);
        assertThat(collector.from()).isEqualTo(ShipSettings.From.START);
        assertThat(collector.records()).isEqualTo(500);
        assertThat(collector.bytes()).isEqualTo(1 << 20);
        assertThat(collector.syslog().facility().number()).isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({
        "syslog, tls://h, tls://h:6514",
        "syslog, tcp://127.0.0.1, tcp://127.0.0.1:601",
        "syslog, tcp://[::1]:514, tcp://[::1]:514",
        "otlp, https://h, https://h/v1/logs",
        "otlp, https://h/, https://h/v1/logs",
        "otlp, https://h/otlp/, https://h/otlp/v1/logs",
        "otlp, https://h/v1/logs, https://h/v1/logs",
        "otlp, https://h:1/a?b=c, https://h:1/a/v1/logs?b=c",
        "http, https://h/a%20b, https://h/a%20b"
    })
    void anAddressIsMadeWhole(String type, String written, String whole) throws IOException {
        assertThat(
                        one("{type: %s, url: '%s'}".formatted(type, written))
                                .settings()
                                .audit()
                                .ship()
                                .getFirst()
                                .url())
                .isEqualTo(URI.create(whole));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://siem.example.com",
                "tcp://siem.example.com:514",
                "udp://127.0.0.1",
                "https://user:planted@siem.example.com",
                "https://siem.example.com/a%2",
                "https://siem.example.com/#a",
                "siem.example.com"
            })
    void anAddressIsOneThatNobodyListensTo(String url) throws IOException {
        assertThat(one("{type: http, url: '" + url + "'}").problems())
                .singleElement()
                .asString()
                .contains("must be an address such as https://siem.example.com/events");
    }

    @Test
    void namesEverythingThatIsWrong() throws IOException {
        Files.writeString(folder.resolve("own.pem"), "");
        assertThat(
                        written(
                                        """
                                        audit:
                                          ship:
                                            a: {typ: syslog, url: 'tls://h'}
                                            b: {type: sislog, url: 'tls://h'}
                                            c: {type: syslog, url: 'https://h'}
                                            d: {type: http, url: 'tls://h', facility: user}
                                            e: {type: syslog, url: 'tls://h/path', token: '${env:NO}'}
                                            f: {type: otlp, url: 'https://h', format: ndjson}
                                            g: {type: http, url: 'https://h:99999'}
                                            h: {type: http, url: 'https://h', ca: no.pem, key: own.pem}
                                            i: {type: http, url: 'https://h', ca: gatehouse.yaml}
                                            j: {type: http, url: 'https://h', certificate: own.pem, key: own.pem}
                                        """)
                                .problems())
                .containsExactly(
                        "gatehouse.yaml:4:8: error: `type` is missing; write `syslog`, `otlp` or"
                                + " `http`",
                        "gatehouse.yaml:4:9: error: unknown setting `typ`; did you mean `type`?",
                        "gatehouse.yaml:5:15: error: `sislog` is not known; did you mean `syslog`?",
                        "gatehouse.yaml:6:28: error: this is no address for `syslog`; write"
                                + " `tls://HOST:6514`",
                        "gatehouse.yaml:7:26: error: this is no address for `http`; write"
                                + " `https://HOST/PATH`",
                        "gatehouse.yaml:7:47: error: `facility` has no effect where `type` is"
                                + " `http`; leave it out",
                        "gatehouse.yaml:8:28: error: syslog has no paths; write `tls://HOST:6514`",
                        "gatehouse.yaml:8:51: error: `token` has no effect where `type` is"
                                + " `syslog`; leave it out",
                        "gatehouse.yaml:8:51: error: the variable `NO` is not set",
                        "gatehouse.yaml:9:47: error: `format` has no effect where `type` is `otlp`;"
                                + " leave it out",
                        "gatehouse.yaml:10:26: error: this is no address of a server; write"
                                + " `https://HOST:PORT/PATH`",
                        "gatehouse.yaml:11:43: error: there is no file that can be read",
                        "gatehouse.yaml:11:56: error: `certificate` and `key` belong together; write"
                                + " both files, or leave both",
                        "gatehouse.yaml:12:43: error: the certificate file holds no certificate",
                        "gatehouse.yaml:13:52: error: the certificate file holds no certificate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headers: {'a b': '${env:K}'} | this is no name of a header",
                "headers: {Content-Type: '${env:K}'} | this header is made by Gatehouse",
                "headers: {X-A: '${env:K}', x-a: '${env:K}'} | a header is written twice",
                "token: '${env:K}', headers: {authorization: '${env:K}'} | `headers` has",
                "headers: {X-A: '${env:NO}'} | the variable `NO` is not set"
            })
    void saysWhatIsWrongWithHeaders(String text, String problem) throws IOException {
        Files.writeString(folder.resolve(".env"), "K=k\n");
        assertThat(one("{type: http, url: 'https://h', " + text + "}").problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void aSecretInTheFileIsWarnedOf() throws IOException {
        assertThat(one("{type: http, url: 'https://h', token: planted}").warnings())
                .singleElement()
                .asString()
                .contains("a password stands in this file")
                .doesNotContain("planted");
    }

    /** Whoever looks at a trail need not have the secrets of its receivers. */
    @Test
    void aTrailCanBeReadWhateverIsWrongHere() throws IOException {
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                "audit: {file: a.jsonl, ship: {siem: {type: http, token: '${env:NO}'}}}\n");
        var sources = new Sources("", folder, folder, Map.of(), Map.of(), new PlainChecks());
        assertThat(AuditSettings.load(sources))
                .isInstanceOfSatisfying(
                        AuditSettings.Usable.class,
                        it -> {
                            assertThat(it.settings().file()).isEqualTo(folder.resolve("a.jsonl"));
                            assertThat(it.settings().ship()).isEmpty();
                        });
    }
}
