package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.SessionLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the settings for HTTP. */
class EndpointTest {

    @TempDir private Path folder;

    private Endpoint endpoint(String http) throws IOException, Failure {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(file, "databases: {shop: {dbname: shop}}\n" + http);
        Settings settings =
                new SettingsOption(file.toString())
                        .load(Map.of(), new PrintWriter(new StringWriter()));
        return Endpoint.of(settings.http());
    }

    @Test
    void withoutSettingsTheDefaultsOfServerAndProtocolHold() throws Exception {
        assertThat(endpoint("")).isEqualTo(new Endpoint(HttpSettings.DEFAULT, HttpLimits.DEFAULT));
    }

    @Test
    void everySettingReachesTheServerOrTheProtocol() throws Exception {
        assertThat(
                        endpoint(
                                """
                                http:
                                  host: 127.0.0.2
                                  port: 9000
                                  allowed_hosts: [gate.example.com]
                                  allowed_origins: ['https://app.example.com']
                                  trusted_proxies: [10.0.0.0/8, '::1']
                                  without_authentication: true
                                  max_body_bytes: 64KiB
                                  max_requests: 10
                                  max_connections: 20
                                  sessions: {max: 5, max_per_caller: 2, idle_timeout: 1m}
                                """))
                .isEqualTo(
                        new Endpoint(
                                new HttpSettings(
                                        "127.0.0.2",
                                        9000,
                                        Optional.empty(),
                                        new HttpSettings.Names(
                                                Set.of("gate.example.com"),
                                                Set.of("https://app.example.com"),
                                                Set.of("10.0.0.0/8", "::1")),
                                        true,
                                        20,
                                        HttpSettings.DEFAULT.patience()),
                                HttpLimits.DEFAULT
                                        .withBodyBytes(64 << 10)
                                        .withRequests(10)
                                        .withSessions(
                                                new SessionLimits(5, 2, Duration.ofMinutes(1)))));
    }
}
