package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of settings that are wrong. */
class SettingsProblemsTest {

    @TempDir Path folder;

    private static String session(String setting) {
        return "gatehouse.yaml:4:25: error: `"
                + setting
                + "` is no setting for the use of applications; write two names in small letters"
                + " with a dot between them, such as `app.tenant`, in no more than 63";
    }

    static Stream<Arguments> files() {
        return Stream.of(
                file(
                        "unknown name",
                        "databases:\n  shop:\n    dbname: shop\n    max_row: 5\n",
                        "gatehouse.yaml:4:5: error: unknown setting `max_row`;"
                                + " did you mean `max_rows`?"),
                file(
                        "unknown name with other punctuation",
                        "databases: {shop: {dbname: shop, sslmode: prefer}}",
                        "gatehouse.yaml:1:34: error: unknown setting `sslmode`;"
                                + " did you mean `ssl_mode`?"),
                file(
                        "unknown name that ends a known one",
                        "databases: {shop: {dbname: shop, timeout: 1s}}",
                        "gatehouse.yaml:1:34: error: unknown setting `timeout`;"
                                + " did you mean `query_timeout`?"),
                file(
                        "unknown name that is near to none",
                        "databases: {shop: {dbname: shop}}\nplugins: {}\n",
                        "gatehouse.yaml:2:1: error: unknown setting `plugins`;"
                                + " there is: mask_key, databases, roles, policies, policy,"
                                + " identity, state, audit, http, log, metrics, traces"),
                file(
                        "settings of a session that are not an application's",
                        """
                        databases:
                          shop:
                            dbname: shop
                            session: {settings: {role: id, app.Tenant: id, a.b.c: id}}
                        """,
                        session("a.b.c"),
                        session("app.Tenant"),
                        session("role")),
                file(
                        "roles of a session that are not declared, or cannot be",
                        """
                        databases:
                          shop:
                            dbname: shop
                            session: {roles: {analist: a, boss: none}}
                        roles: {analyst: {}, boss: {}}
                        policy: {}
                        """,
                        "gatehouse.yaml:4:22: error: `none` cannot be a role of the database; write"
                                + " the name of one that was made with `CREATE ROLE`, without"
                                + " quotes",
                        "gatehouse.yaml:4:22: error: there is no role `analist`; did you mean"
                                + " `analyst`?"),
                file(
                        "metrics for strangers",
                        """
                        databases: {shop: {dbname: shop}}
                        identity: {api_keys: true}
                        metrics: {enabled: true}
                        """,
                        "gatehouse.yaml:3:20: error: strangers could read the metrics, which name"
                                + " the databases; write a `token` beside it, and let Prometheus"
                                + " send it"),
                file(
                        "metrics on other machines, behind a token that can be guessed",
                        """
                        databases: {shop: {dbname: shop}}
                        http: {host: 0.0.0.0, without_authentication: true}
                        metrics: {enabled: true, token: short}
                        """,
                        "gatehouse.yaml:3:33: error: the token is shorter than 16 characters; use a"
                                + " long random one",
                        "gatehouse.yaml:3:33: warning: a password stands in this file; put it"
                                + " elsewhere, and write `${env:NAME}` or `${file:PATH}`"),
                file(
                        "a log as nobody writes it",
                        """
                        databases: {shop: {dbname: shop}}
                        log: {level: debug, format: xml, querys: true}
                        """,
                        "gatehouse.yaml:2:14: error: `debug` is not known; there is: error, warn,"
                                + " info",
                        "gatehouse.yaml:2:29: error: `xml` is not known; there is: text, json",
                        "gatehouse.yaml:2:34: error: unknown setting `querys`; did you mean"
                                + " `queries`?"),
                file(
                        "traces that would go in the clear, or nowhere",
                        """
                        databases: {shop: {dbname: shop}}
                        traces:
                          endpoint: http://otel.example.com/v1/traces
                          headers: {"a b": x}
                          sample: 10%
                        """,
                        "gatehouse.yaml:3:13: error: `http://otel.example.com/v1/traces` must be an"
                                + " address such as https://id.example.com, without query; plain"
                                + " http is for this machine only",
                        "gatehouse.yaml:4:13: error: this is no header's name",
                        "gatehouse.yaml:4:20: warning: a password stands in this file; put it"
                                + " elsewhere, and write `${env:NAME}` or `${file:PATH}`",
                        "gatehouse.yaml:5:11: error: `10%` must be a number from 0 to 1, such as"
                                + " 0.1"),
                file(
                        "traces to nowhere",
                        """
                        databases: {shop: {dbname: shop}}
                        traces: {sample: 0.5}
                        """,
                        "gatehouse.yaml:2:9: error: `endpoint` is missing; write the address of the"
                                + " collector"),
                file(
                        "name twice",
                        "databases:\n  shop: {dbname: a}\n  shop: {dbname: b}\n",
                        "gatehouse.yaml:3:3: error: `shop` is written twice; keep one of them"),
                file(
                        "setting twice",
                        "databases:\n  shop: {dbname: a, dbname: b}\n",
                        "gatehouse.yaml:2:21: error: `dbname` is written twice; keep one of them"),
                file(
                        "all at once, in order",
                        """
                        databases:
                          shop:
                            dbname: shop
                            port: 70000
                            max_rows: many
                            max_bytes: 1MB
                            query_timeout: 30
                            ssl_mode: verify_full
                            schemas: sales
                            read_only: maybe
                            pool: {min: 20, max: 10}
                        """,
                        "gatehouse.yaml:4:11: error: `70000` must be a whole number from 1 to"
                                + " 65535",
                        "gatehouse.yaml:5:15: error: `many` must be a whole number from 1 to"
                                + " 1000000",
                        "gatehouse.yaml:6:16: error: `1MB` must be a size from 1KiB to 256MiB,"
                                + " such as 64KiB",
                        "gatehouse.yaml:7:20: error: `30` must be a time from 10ms to 1h, such as"
                                + " 10s",
                        "gatehouse.yaml:8:15: error: `verify_full` is not known; did you mean"
                                + " `verify-full`?",
                        "gatehouse.yaml:9:14: error: this must be a list, such as [a, b]",
                        "gatehouse.yaml:10:16: error: `maybe` must be true or false",
                        "gatehouse.yaml:11:17: error: `min` is more than `max`, which is 10;"
                                + " lower it, or raise `max`"),
                file(
                        "writes",
                        "databases: {shop: {dbname: shop, read_only: false}}",
                        "gatehouse.yaml:1:45: error: writes are not available in this version;"
                                + " set it to true, or leave it out"),
                file(
                        "empty schema list",
                        "databases: {shop: {dbname: shop, schemas: []}}",
                        "gatehouse.yaml:1:43: error: the list is empty; leave the setting out, or"
                                + " name something"),
                file(
                        "no value",
                        "databases:\n  shop:\n    dbname:\n    user: ~\n",
                        "gatehouse.yaml:3:12: error: there is no value; give it one, or leave the"
                                + " setting out",
                        "gatehouse.yaml:4:11: error: there is no value; give it one, or leave the"
                                + " setting out"),
                file(
                        "value where a map belongs",
                        "databases: shop\naudit: [file]\n",
                        "gatehouse.yaml:1:12: error: this must be a map of names to values",
                        "gatehouse.yaml:2:8: error: this must be a map of names to values"),
                file(
                        "map where a value belongs",
                        "databases: {shop: {dbname: {a: b}, schemas: [[a]], ? [x] : y}}",
                        "gatehouse.yaml:1:28: error: this must be a single value",
                        "gatehouse.yaml:1:46: error: this must be a single value",
                        "gatehouse.yaml:1:54: error: a name must be a text"),
                file(
                        "a list for the whole file",
                        "- databases\n",
                        "gatehouse.yaml:1:1: error: this must be a map of names to values"),
                file(
                        "database without a place",
                        "databases:\n  shop: {user: me}\n",
                        "gatehouse.yaml:2:9: error: it is not said where the database is; write"
                                + " `url`, or `host` and `dbname`"),
                file(
                        "name that is none",
                        "databases: {'sh op': {dbname: shop}}",
                        "gatehouse.yaml:1:22: error: `sh op` is no name; " + Names.RULE),
                file(
                        "encryption that would not take effect",
                        "databases: {shop: {url: 'postgres://db/x', ssl_mode: verify-full}}",
                        "gatehouse.yaml:1:54: error: `ssl_mode` has no effect beside `url`;"
                                + " write it into the URL, as `?sslmode=verify-full`"),
                file(
                        "url that its checker refuses",
                        "databases: {shop: {url: 'mysql://db/x'}}",
                        "gatehouse.yaml:1:25: error: the URL is not one of PostgreSQL"),
                file(
                        "references that lead nowhere",
                        """
                        databases:
                          shop:
                            dbname: shop
                            user: ${env:NOT_SET}
                            password: ${file:missing}
                          crm:
                            dbname: crm
                            user: ${env:}
                            password: ${vault:kv/crm#password}
                            host: ${home}
                        """,
                        "gatehouse.yaml:4:11: error: the variable `NOT_SET` is not set",
                        "gatehouse.yaml:5:15: error: the file `missing` does not exist",
                        "gatehouse.yaml:8:11: error: `${` begins a reference that is not known;"
                                + " write `${env:NAME}` or `${file:PATH}`, or `$${` for the"
                                + " characters",
                        "gatehouse.yaml:9:15: error: `${vault:...}` is not available in this"
                                + " version; use `${env:NAME}` or `${file:PATH}`",
                        "gatehouse.yaml:10:11: error: `${` begins a reference that is not known;"
                                + " write `${env:NAME}` or `${file:PATH}`, or `$${` for the"
                                + " characters"),
                file(
                        "path that can be none",
                        "databases: {shop: {dbname: \"${file:a\\0\\nb}\"}}",
                        "gatehouse.yaml:1:28: error: the file `a??b` cannot be read"),
                file(
                        "tab",
                        "databases:\n\tshop: {dbname: shop}\n",
                        "gatehouse.yaml:2:1: error: a tab cannot indent in YAML; use spaces"),
                file(
                        "everything of http at once, in order",
                        """
                        databases: {shop: {dbname: shop}}
                        http:
                          host: 0.0.0.0
                          port: 70000
                          allowed_host: [a]
                          allowed_hosts: ['https://gate.example.com', 'gate.example.com:80']
                          allowed_origins: ['*', 'https://app.example.com/']
                          without_authentication: maybe
                          max_body_bytes: 1GiB
                          max_requests: 0
                          sessions: {max: many, idle_timeout: 30, cap: 1}
                        """,
                        "gatehouse.yaml:3:9: error: everybody who can connect could ask the"
                                + " databases: there is no authentication; say under `identity` who"
                                + " may ask; or listen on 127.0.0.1; or, where the network itself"
                                + " keeps others out, write `without_authentication: true`, or"
                                + " `--without-authentication` on the command line",
                        "gatehouse.yaml:4:9: error: `70000` must be a whole number from 0 to"
                                + " 65535",
                        "gatehouse.yaml:5:3: error: unknown setting `allowed_host`; did you mean"
                                + " `allowed_hosts`?",
                        "gatehouse.yaml:6:19: error: `https://gate.example.com` must be a name such"
                                + " as gate.example.com, or an address such as [::1]",
                        "gatehouse.yaml:6:47: error: `gate.example.com:80` must be a name such as"
                                + " gate.example.com, or an address such as [::1]",
                        "gatehouse.yaml:7:21: error: `*` must be an origin such as"
                                + " https://app.example.com, without a path",
                        "gatehouse.yaml:7:26: error: `https://app.example.com/` must be an origin"
                                + " such as https://app.example.com, without a path",
                        "gatehouse.yaml:8:27: error: `maybe` must be true or false",
                        "gatehouse.yaml:9:19: error: `1GiB` must be a size from 4KiB to 8MiB, such"
                                + " as 64KiB",
                        "gatehouse.yaml:10:17: error: `0` must be a whole number from 1 to 10000",
                        "gatehouse.yaml:11:19: error: `many` must be a whole number from 1 to"
                                + " 100000",
                        "gatehouse.yaml:11:39: error: `30` must be a time from 1s to 24h, such as"
                                + " 10s",
                        "gatehouse.yaml:11:43: error: unknown setting `cap`; there is: max,"
                                + " max_per_caller, idle_timeout"),
                file(
                        "proxies that are none",
                        """
                        databases: {shop: {dbname: shop}}
                        http:
                          trusted_proxies: [proxy.example.com, 10.0.0.0/99, '::1/128', 10.1.1.1]
                          max_bad_credentials: 0
                        """,
                        "gatehouse.yaml:3:20: error: `10.0.0.0/99`: there is no such address or"
                                + " network",
                        "gatehouse.yaml:3:21: error: `proxy.example.com` must be an IP address such as"
                                + " 10.1.2.3, or a network such as 10.0.0.0/8",
                        "gatehouse.yaml:4:24: error: `0` must be a whole number from 1 to 1000000"),
                file(
                        "receivers of the audit trail that are none",
                        """
                        databases: {shop: {dbname: shop}}
                        audit:
                          ship:
                            one: {url: 'https://siem.example.com'}
                            two: {type: otlp, url: 'http://siem.example.com/v1/logs', batch_records: 0, foo: 1}
                            three: {type: syslog, url: 'https://siem.example.com', from: yesterday}
                            four: {type: http, url: 'https://siem.example.com/events', facility: auth}
                        """,
                        "gatehouse.yaml:4:10: error: `type` is missing; write `syslog`, `otlp` or"
                                + " `http`",
                        "gatehouse.yaml:5:28: error: `http://siem.example.com/v1/logs` must be an"
                                + " address such as https://siem.example.com/events or"
                                + " tls://siem.example.com:6514; plain http and tcp are for this"
                                + " machine only",
                        "gatehouse.yaml:5:78: error: `0` must be a whole number from 1 to 10000",
                        "gatehouse.yaml:5:81: error: unknown setting `foo`; there is: type, url,"
                                + " token, headers, ca, certificate, key, from, batch_records,"
                                + " batch_bytes, format, gzip, facility, hostname, byte_order_mark",
                        "gatehouse.yaml:6:32: error: this is no address for `syslog`; write"
                                + " `tls://HOST:6514`",
                        "gatehouse.yaml:6:66: error: `yesterday` is not known; there is: start, now",
                        "gatehouse.yaml:7:74: error: `facility` has no effect where `type` is"
                                + " `http`; leave it out"),
                file(
                        "certificate without a key",
                        "databases: {shop: {dbname: shop}}\nhttp: {tls: {certificate: gatehouse.yaml}}",
                        "gatehouse.yaml:2:13: error: `key` is missing; write both files, or leave"
                                + " both"),
                file(
                        "tls without anything",
                        "databases: {shop: {dbname: shop}}\nhttp: {tls: {}}",
                        "gatehouse.yaml:2:13: error: `certificate` is missing; write both files, or"
                                + " leave both",
                        "gatehouse.yaml:2:13: error: `key` is missing; write both files, or leave"
                                + " both"),
                file(
                        "certificate that is not there",
                        "databases: {shop: {dbname: shop}}\n"
                                + "http: {tls: {certificate: nowhere.pem, key: gatehouse.yaml}}",
                        "gatehouse.yaml:2:27: error: there is no such file"),
                file(
                        "certificate that its checker refuses",
                        "databases: {shop: {dbname: shop}}\n"
                                + "http: {tls: {certificate: gatehouse.yaml, key: gatehouse.yaml}}",
                        "gatehouse.yaml:2:27: error: the certificate file holds no certificate"),
                file(
                        "bracket that is not closed",
                        "databases: {shop: {dbname: shop}\n",
                        "gatehouse.yaml:2:1: error: this is not YAML:"
                                + " expected ',' or '}', but got <stream end>"),
                file(
                        "two documents",
                        "databases: {shop: {dbname: shop}}\n---\nb: 1\n",
                        "gatehouse.yaml:2:1: error: this is not YAML: but found another document"),
                file(
                        "nothing",
                        "",
                        "gatehouse.yaml:1:1: error: there is no database to serve; set"
                                + " DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/DATABASE, or"
                                + " write `databases: {NAME: {url: ...}}` in gatehouse.yaml"),
                file(
                        "no databases",
                        "databases: {}",
                        "gatehouse.yaml:1:12: error: no database is named here; write `NAME: {url:"
                                + " postgres://...}` in it"),
                file(
                        "too large",
                        "#".repeat(1024 * 1024 + 1),
                        "gatehouse.yaml:1:1: error: the file is larger than 1 MiB"),
                file(
                        "too deep",
                        "[".repeat(100_000),
                        "gatehouse.yaml:1:17: error: nested deeper than 16 levels"));
    }

    private static Arguments file(String what, String text, String... problems) {
        return Arguments.argumentSet(what, text, List.of(problems));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemOfAFileIsSaidWithItsPlace(String text, List<String> problems)
            throws IOException {
        assertThat(problems(text, Map.of())).isEqualTo(problems);
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(
                folder.resolve("gatehouse.yaml"),
                "# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(Map.of()))
                .containsExactly("gatehouse.yaml:1:1: error: the file is not UTF-8 text");
    }

    @Test
    void aNamedFileThatIsMissingIsNotReplacedByAnother() throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), "databases: {shop: {dbname: shop}}");
        assertThat(Sought.in(folder).config("other.yaml").problems())
                .containsExactly("other.yaml:1:1: error: there is no such file");
    }

    @Test
    void withoutFileAndVariableBothWaysAreSaid() {
        assertThat(problems(Map.of()))
                .containsExactly(
                        "error: there is no database to serve; set"
                                + " DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/DATABASE, or"
                                + " write `databases: {NAME: {url: ...}}` in gatehouse.yaml");
    }

    static Stream<Arguments> variables() {
        return Stream.of(
                variable("MAX_ROWS", "many", "`many` must be a whole number from 1 to 1000000"),
                variable("MAX_ROWS", "0", "`0` must be a whole number from 1 to 1000000"),
                variable(
                        "MAX_ROWS",
                        "",
                        "there is nothing in it; give it a value, or do not set it"),
                variable(
                        "QUERY_TIMEOUT",
                        "soon",
                        "`soon` must be a time from 10ms to 1h, such as 10s"),
                variable(
                        "QUERY_TIMEOUT",
                        "99999",
                        "`99999` must be a time from 10ms to 1h, such as 10s"),
                variable("READ_ONLY", "perhaps", "`perhaps` must be true or false"),
                variable(
                        "READ_ONLY",
                        "false",
                        "writes are not available in this version; set it to true, or leave it"
                                + " out"),
                variable(
                        "SCHEMAS",
                        "sales,,hr",
                        "there is nothing in it; give it a value, or do not set it"),
                variable("DATABASE_URL", "mysql://db/x", "the URL is not one of PostgreSQL"),
                variable(
                        "DATABASE_URL",
                        " ",
                        "there is nothing in it; give it a value, or do not set it"));
    }

    private static Arguments variable(String name, String value, String problem) {
        return Arguments.of(name, value, name + ": error: " + problem);
    }

    @ParameterizedTest
    @MethodSource("variables")
    void everyProblemOfAVariableIsSaidWithItsName(String name, String value, String problem) {
        var environment = new HashMap<>(Map.of("DATABASE_URL", "postgres://db/shop"));
        environment.put(name, value);
        assertThat(problems(environment)).containsExactly(problem);
    }

    @Test
    void anOptionOfTheCommandLineWinsOverTheFileAndIsSaidByItsName() throws IOException {
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                "databases: {shop: {dbname: shop}}\nhttp: {host: 0.0.0.0, port: 70000}");
        Sought sought = Sought.in(folder);
        assertThat(sought.options(Map.of("--port", "80", "--host", "127.0.0.1")).settings().http())
                .returns(80, EndpointSettings::port)
                .returns("127.0.0.1", EndpointSettings::host);
        assertThat(
                        sought.options(Map.of("--port", "x", "--without-authentication", "true"))
                                .problems())
                .containsExactly("--port: error: `x` must be a whole number from 0 to 65535");
        assertThat(sought.options(Map.of("--port", "0", "--host", "::")).problems())
                .singleElement()
                .asString()
                .startsWith("--host: error: everybody who can connect");
        assertThat(sought.options(Map.of("--port", "0", "--host", " ")).problems())
                .containsExactly(
                        "--host: error: there is nothing in it; give it a value, or do not set it");
    }

    @Test
    void noMessageShowsAPassword() throws IOException {
        for (String value :
                List.of(
                        "*hunter2",
                        "&hunter2",
                        "!hunter2!x y",
                        "!hunter2",
                        "%hunter2",
                        "@hunter2",
                        "`hunter2",
                        "{hunter2: 1}",
                        "[hunter2]",
                        "\"hunter2",
                        "\"\\hunter2\"",
                        "'hunter2",
                        "hunter2: x",
                        "${hunter2}",
                        "${hunter2:x}",
                        "${env:x",
                        "| hunter2")) {
            for (String setting : List.of("password", "url")) {
                String text = "databases: \n  shop:\n    dbname: x\n    " + setting + ": " + value;
                assertThat(problems(text, Map.of()))
                        .as(value)
                        .isNotEmpty()
                        .noneMatch(problem -> problem.contains("hunter"));
            }
        }
    }

    @Test
    void aBombOfAliasesIsHarmless() throws IOException {
        String bomb =
                IntStream.range(1, 20)
                        .mapToObj(i -> "k%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                        .collect(Collectors.joining());
        assertThat(problems("k0: &a0 [x, x]\n" + bomb, Map.of()))
                .hasSize(20)
                .allMatch(problem -> problem.contains("unknown setting"));
        assertThat(problems("a: &a [x]\nb: [" + "*a, ".repeat(100) + "]\n", Map.of()))
                .containsExactly("gatehouse.yaml:1:1: error: there are too many aliases");
        assertThat(problems("databases: &a\n  shop: *a\n", Map.of())).isNotEmpty();
    }

    @Test
    void aFloodOfProblemsIsCutOff() throws IOException {
        String flood =
                IntStream.range(0, 50_000)
                        .mapToObj(i -> "k" + i + ": 1\n")
                        .collect(Collectors.joining());
        assertThat(problems(flood, Map.of()))
                .hasSize(101)
                .last()
                .isEqualTo("error: there are more problems than the 100 above");
    }

    private List<String> problems(String text, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), text);
        return problems(environment);
    }

    private List<String> problems(Map<String, String> environment) {
        return Sought.in(folder).environment(environment).problems();
    }
}
