package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.engine.SessionMapping;
import dev.gatehouse.core.policy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What comes of settings that are right. */
class SettingsTest {

    private static final String URL = "postgres://app:hunter2@db:5432/shop";

    @TempDir Path folder;

    @Test
    void everySettingOfAFileIsRead() throws IOException {
        write(
                "gatehouse.yaml",
                """
                databases:
                  shop:
                    host: db.internal
                    port: 5433
                    dbname: shop_1
                    user: ${env:SHOP_USER}
                    password: ${file:secret}
                    ssl_mode: verify-ca
                    schemas: [sales, hr]
                    read_only: true
                    max_rows: 500
                    max_bytes: 2MiB
                    query_timeout: 500ms
                    max_queries_per_minute: 6
                    max_queries_per_hour: 7
                    max_total_queries_per_minute: 8
                    max_total_queries_per_hour: 100_000_000
                    pool: {min: 2, max: 5, queue: 7, wait: 3s, open_results: 0, open_time: 5s}
                  crm:
                    url: postgres://db/crm
                audit:
                  file: logs/audit.jsonl
                  sql: normalised
                  sync: false
                  rotate: by-size
                  max_file_bytes: 1MiB
                  checkpoints: {sign: false, records: 10, every: 5s, key: k, file: c, copy_to: d}
                http:
                  host: 0.0.0.0
                  port: 9000
                  allowed_hosts: [gate.example.com, '[fd00::1]']
                  allowed_origins: ['https://app.example.com', 'vscode-webview://x-1']
                  trusted_proxies: [10.0.0.0/8, '::1']
                  max_bad_credentials: 5
                  without_authentication: true
                  max_body_bytes: 64KiB
                  max_requests: 10
                  max_connections: 20
                  tls: {certificate: tls/server.pem, key: secret}
                  sessions: {max: 5, max_per_caller: 2, idle_timeout: 1m}
                """);
        write("secret", "hunter2\n");
        write("tls/server.pem", "");
        Settings settings = sought().environment(Map.of("SHOP_USER", "reader")).settings();

        DatabaseSettings shop = settings.databases().getFirst();
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.target())
                .isEqualTo(
                        new DatabaseSettings.Target.Parts(
                                "db.internal", 5433, "shop_1", SslMode.VERIFY_CA));
        assertThat(shop.user()).isEqualTo("reader");
        assertThat(shop.password().reveal()).isEqualTo("hunter2");
        assertThat(shop.schemas()).containsExactly("sales", "hr");
        assertThat(shop.limits())
                .isEqualTo(
                        Limits.DEFAULT
                                .withRows(500)
                                .withBytes(2 << 20)
                                .withTime(Duration.ofMillis(500))
                                .withPace(Pace.of(new Rate(6, 7))));
        assertThat(shop.total()).isEqualTo(new Rate(8, 100_000_000));
        assertThat(shop.pool())
                .isEqualTo(
                        new PoolSettings(2, 5, 7, Duration.ofSeconds(3), 0, Duration.ofSeconds(5)));
        assertThat(settings.databases().get(1).name()).isEqualTo("crm");
        assertThat(settings.audit())
                .isEqualTo(
                        new AuditSettings(
                                folder.resolve("logs/audit.jsonl"),
                                AuditSettings.Sql.NORMALISED,
                                false,
                                AuditSettings.Rotate.BY_SIZE,
                                1 << 20,
                                new AuditSettings.Checkpoints(
                                        false,
                                        10,
                                        Duration.ofSeconds(5),
                                        Optional.of(folder.resolve("k")),
                                        Optional.of(folder.resolve("c")),
                                        Optional.of(folder.resolve("d"))),
                                List.of()));
        assertThat(settings.http())
                .isEqualTo(
                        new EndpointSettings(
                                "0.0.0.0",
                                9000,
                                Set.of("gate.example.com", "[fd00::1]"),
                                Set.of("https://app.example.com", "vscode-webview://x-1"),
                                Set.of("10.0.0.0/8", "::1"),
                                5,
                                true,
                                Optional.of(
                                        new EndpointSettings.Tls(
                                                folder.resolve("tls/server.pem"),
                                                folder.resolve("secret"),
                                                Optional.empty())),
                                64 << 10,
                                10,
                                20,
                                new EndpointSettings.Sessions(5, 2, Duration.ofMinutes(1))));
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws IOException {
        write("gatehouse.yaml", "databases: {shop: {dbname: shop}}");
        Settings settings = sought().settings();
        assertThat(settings.databases().getFirst())
                .isEqualTo(
                        new DatabaseSettings(
                                "shop",
                                new DatabaseSettings.Target.Parts(
                                        "localhost", 5432, "shop", SslMode.PREFER),
                                "",
                                Secret.NONE,
                                List.of(),
                                Limits.DEFAULT,
                                Rate.NONE,
                                new PoolSettings(
                                        1,
                                        10,
                                        100,
                                        Duration.ofSeconds(10),
                                        2,
                                        Duration.ofSeconds(60)),
                                SessionMapping.NONE,
                                Duration.ofMinutes(5)));
        assertThat(settings.audit())
                .isEqualTo(
                        new AuditSettings(
                                folder.resolve("home/.local/state/gatehouse/audit.jsonl"),
                                AuditSettings.Sql.NONE,
                                true,
                                AuditSettings.Rotate.DAILY,
                                256 << 20,
                                new AuditSettings.Checkpoints(
                                        true,
                                        1000,
                                        Duration.ofSeconds(60),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                List.of()));
    }

    @Test
    void everyLimitOfADatabaseIsRead() throws IOException {
        write(
                "gatehouse.yaml",
                """
                databases:
                  shop:
                    dbname: shop
                    max_rows: 1
                    max_bytes: 1KiB
                    max_cell_bytes: 16B
                    query_timeout: 20ms
                    max_cost: 1e6
                    max_scan_rows: 1_000_000
                    max_concurrent: 3
                    explain_analyze: true
                    explain_timeout: 10ms
                """);
        assertThat(sought().settings().databases().getFirst().limits())
                .isEqualTo(
                        new Limits(
                                1,
                                1024,
                                16,
                                Duration.ofMillis(20),
                                Limits.DEFAULT.textBytes(),
                                Pace.ofConcurrent(3),
                                new Planning(1_000_000, 1_000_000, Duration.ofMillis(10), true)));
    }

    @Test
    void aRoleLimitsWhatItNamesAndNothingElse() throws IOException {
        write(
                "gatehouse.yaml",
                """
                databases: {shop: {dbname: shop}}
                roles:
                  analyst: {limits: {max_rows: 7, max_cost: 9, max_total_queries_per_hour: 8}}
                  clerk: {}
                identity: {local: {role: analyst}}
                """);
        List<Role> roles = sought().settings().access().roles();
        Planning none = Planning.NONE;
        assertThat(roles.getFirst().limits())
                .isEqualTo(
                        Limits.NONE
                                .withRows(7)
                                .withPlanning(new Planning(9, none.scanRows(), none.time(), true)));
        assertThat(roles.getFirst().total()).isEqualTo(Rate.ofHour(8));
        assertThat(roles.getLast().limits()).isEqualTo(Limits.NONE);
        assertThat(roles.getLast().total()).isEqualTo(Rate.NONE);
    }

    @Test
    void whatSessionsAreToldIsReadInItsOrder() throws IOException {
        write(
                "gatehouse.yaml",
                """
                databases:
                  shop:
                    dbname: shop
                    session:
                      settings: {b.user: id, a.tenant: tenant}
                      roles: {analyst: "shop analyst"}
                roles: {analyst: {}}
                """);
        assertThat(sought().settings().databases().getFirst().session())
                .isEqualTo(
                        new SessionMapping(
                                List.of(
                                        new SessionMapping.Source("b.user", "id"),
                                        new SessionMapping.Source("a.tenant", "tenant")),
                                Map.of("analyst", "shop analyst")));
    }

    @Test
    void oneVariableIsEnough() {
        DatabaseSettings shop = sought().environment(Map.of("DATABASE_URL", URL)).only();
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(url(shop)).isEqualTo(URL);
        assertThat(shop.limits()).isEqualTo(Limits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://db/shop, shop",
        "postgres://db/shop?sslmode=require, shop",
        "postgres://u:p@a:1;b:2/shop, shop",
        "postgres://db, default",
        "postgres://db/, default",
        "postgres://db/1st, default",
        "postgres://db/my%20shop, default",
        "postgres://u:pass/word@db/shop, default",
        "postgres://u:pass/word?x@db/shop, default",
        "postgres://u:pass/word#x@db/shop, default",
    })
    void aDatabaseIsNamedAfterItsUrlButNeverAfterAPassword(String url, String name) {
        assertThat(sought().environment(Map.of("DATABASE_URL", url)).only().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"30, 30000", "30s, 30000", "500ms, 500", "2m, 120000"})
    void aTimeInAVariableMayBeABareNumberOfSeconds(String text, long milliseconds) {
        var variables = Map.of("DATABASE_URL", URL, "QUERY_TIMEOUT", text);
        assertThat(sought().environment(variables).only().limits().time().toMillis())
                .isEqualTo(milliseconds);
    }

    @Test
    void variablesHoldWhereTheFileSaysNothing() throws IOException {
        write("gatehouse.yaml", "databases: {a: {dbname: a}, b: {dbname: b, max_rows: 7}}");
        var variables = Map.of("MAX_ROWS", "5", "SCHEMAS", "sales, hr", "READ_ONLY", "TRUE");
        List<DatabaseSettings> databases = sought().environment(variables).settings().databases();
        assertThat(databases).extracting(d -> d.limits().rows()).containsExactly(5, 7);
        assertThat(databases)
                .extracting(DatabaseSettings::schemas)
                .containsOnly(List.of("sales", "hr"));
    }

    @Test
    void aStrayVariableDoesNotAddADatabaseToThoseOfAFile() throws IOException {
        write("gatehouse.yaml", "databases: {crm: {dbname: crm}}");
        Sought sought = sought().environment(Map.of("DATABASE_URL", URL));
        assertThat(sought.only().name()).isEqualTo("crm");
        assertThat(sought.warnings())
                .containsExactly(
                        "DATABASE_URL: warning: the variable is not used, because the settings"
                                + " file names databases; write `url: ${env:DATABASE_URL}` for one"
                                + " of them, or do not set it");
    }

    @Test
    void aFileWithoutDatabasesLeavesThemToTheVariable() throws IOException {
        write("gatehouse.yaml", "audit: {file: a.jsonl}");
        Sought sought = sought().environment(Map.of("DATABASE_URL", URL));
        assertThat(sought.only().name()).isEqualTo("shop");
        assertThat(sought.settings().audit().file()).isEqualTo(folder.resolve("a.jsonl"));
    }

    @Test
    void theNearerFileWins() throws IOException {
        write("home/.config/gatehouse/gatehouse.yaml", "databases: {user: {dbname: x}}");
        assertThat(sought().only().name()).isEqualTo("user");
        write("gatehouse.yaml", "databases: {here: {dbname: x}}");
        assertThat(sought().only().name()).isEqualTo("here");
        write("conf/named.yaml", "databases: {named: {dbname: x}}");
        assertThat(sought().config("conf/named.yaml").only().name()).isEqualTo("named");
    }

    @Test
    void theUsersFolderCanBeElsewhere() throws IOException {
        write("xdg/gatehouse/gatehouse.yaml", "databases: {xdg: {dbname: x}}");
        var variables =
                Map.of(
                        "XDG_CONFIG_HOME", folder.resolve("xdg").toString(),
                        "XDG_STATE_HOME", folder.resolve("state").toString());
        Sought sought = sought().environment(variables);
        assertThat(sought.only().name()).isEqualTo("xdg");
        assertThat(sought.settings().audit().file())
                .isEqualTo(folder.resolve("state/gatehouse/audit.jsonl"));
    }

    @Test
    void relativePathsBeginAtTheSettingsFile() throws IOException {
        write("conf/gatehouse.yaml", "databases: {x: {dbname: x, password: '${file:p}'}}");
        write("conf/p", "hunter2");
        assertThat(sought().config("conf/gatehouse.yaml").only().password().reveal())
                .isEqualTo("hunter2");
        write("conf/gatehouse.yaml", "databases: {x: {dbname: x, password: '${file:~/p}'}}");
        write("home/p", "hunter3");
        assertThat(sought().config("conf/gatehouse.yaml").only().password().reveal())
                .isEqualTo("hunter3");
    }

    @Test
    void aSecretIsReadAtEachUse() throws IOException {
        write("gatehouse.yaml", "databases: {x: {url: 'postgres://a:${file:p}@db/$${x}'}}");
        write("p", "old\r\n");
        Secret url = ((DatabaseSettings.Target.Url) sought().only().target()).url();
        assertThat(url.reveal()).isEqualTo("postgres://a:old@db/${x}");
        write("p", "new");
        assertThat(url.reveal()).isEqualTo("postgres://a:new@db/${x}");
        Files.delete(folder.resolve("p"));
        assertThatThrownBy(url::reveal)
                .isInstanceOf(SecretUnavailable.class)
                .hasMessage("the file `p` does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dbname: x, password: hunter2 | true",
                "dbname: x, password: '${env:P}' | false",
                "url: 'postgres://a:hunter2@db/x' | true",
                "url: 'postgres://a:${env:P}@db/x' | false",
                "url: 'postgres://db/x?user=a&password=hunter2' | true",
                "url: 'postgres://a@db/x' | false",
            })
    void aPasswordInTheFileIsWorthAWarning(String text, boolean warned) throws IOException {
        write("gatehouse.yaml", "databases: {x: {" + text + "}}");
        Sought sought = sought().environment(Map.of("P", "hunter2"));
        assertThat(sought.warnings()).hasSize(warned ? 1 : 0);
        assertThat(sought.warnings().toString()).doesNotContain("hunter2");
    }

    @Test
    void nothingShowsASecret() throws IOException {
        write(
                "gatehouse.yaml",
                "databases: {a: {url: '" + URL + "'}, b: {dbname: b, password: hunter2}}");
        assertThat(sought().loaded().toString()).contains("[secret]").doesNotContain("hunter2");
        var variables = Map.of("DATABASE_URL", URL);
        assertThat(
                        new Sources("", folder, folder, variables, Map.of(), new PlainChecks())
                                .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void notEvenWhatIsBehindASettingShowsASecret() {
        var scalar = new ScalarNode(Tag.STR, "hunter2", ScalarStyle.PLAIN);
        assertThat(
                        List.of(
                                new Raw.Written(scalar, Where.NOWHERE),
                                new Raw.Variable("NAME", "hunter2"),
                                Template.of("hunter2 ${env:NAME}")))
                .noneMatch(part -> part.toString().contains("hunter2"));
    }

    @Test
    void aUrlWinsOverParts() throws IOException {
        write("gatehouse.yaml", "databases: {x: {url: '" + URL + "', host: other, user: me}}");
        assertThat(url(sought().only())).isEqualTo(URL);
        assertThat(sought().warnings())
                .anyMatch(warning -> warning.contains("`url` is used instead; leave this out"));
    }

    @Test
    void aByteOrderMarkIsNoProblem() throws IOException {
        write("gatehouse.yaml", "\uFEFFdatabases: {shop: {dbname: shop}}");
        assertThat(sought().only().name()).isEqualTo("shop");
    }

    private static String url(DatabaseSettings database) {
        return ((DatabaseSettings.Target.Url) database.target()).url().reveal();
    }

    private Sought sought() {
        return Sought.in(folder);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
