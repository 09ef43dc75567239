package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask over HTTP, as the file says it. */
class IdentitySettingsTest {

    private static final String SHOP =
            "databases: {shop: {url: 'postgres://db/shop'}}\nroles: {analyst: {}, clerk: {}}\n";

    @TempDir Path folder;

    private Sought written(String text) throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), SHOP + text);
        return Sought.in(folder);
    }

    @Test
    void withoutAnythingSaidNobodyHasToProveAnything() throws IOException {
        assertThat(written("").settings().identity().isWritten()).isFalse();
    }

    @Test
    void everySettingOfTokensIsRead() throws IOException {
        OidcSettings read =
                written(
                                """
                                identity:
                                  oidc:
                                    issuer: https://id.example.com/tenant
                                    audience: api://gatehouse
                                    resource: https://gatehouse.example.com/mcp
                                    jwks_uri: https://id.example.com/keys
                                    id_claim: email
                                    roles_claim: https://example.com/groups
                                    roles: {b: clerk, a: analyst}
                                    attributes: {tenant: tenant_id}
                                    required_scopes: ['g:read']
                                    scopes: {query: 'g:query g:more', list_tables: 'g:query'}
                                    scope_includes: {'g:all': 'g:read g:query'}
                                    clock_skew: 1s
                                    jwks_refresh: 1m
                                    jwks_cooldown: 2s
                                    jwks_keep: 3m
                                """)
                        .settings()
                        .identity()
                        .oidc()
                        .orElseThrow();
        assertThat(read)
                .isEqualTo(
                        new OidcSettings(
                                "https://id.example.com/tenant",
                                "api://gatehouse",
                                URI.create("https://gatehouse.example.com/mcp"),
                                Optional.of(URI.create("https://id.example.com/keys")),
                                new OidcSettings.Mapping(
                                        "email",
                                        Optional.of("https://example.com/groups"),
                                        Map.of("b", "clerk", "a", "analyst"),
                                        Map.of("tenant", "tenant_id")),
                                new OidcSettings.Scopes(
                                        List.of("g:read"),
                                        Map.of(
                                                "query", List.of("g:query", "g:more"),
                                                "list_tables", List.of("g:query")),
                                        Map.of("g:all", List.of("g:read", "g:query"))),
                                new OidcSettings.Times(
                                        Duration.ofSeconds(1),
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofMinutes(3))));
        assertThat(read.claims().roles().keySet()).containsExactly("b", "a");
        assertThat(read.scopes().all()).containsExactly("g:read", "g:query", "g:more");
    }

    @Test
    void issuerAndAudienceAreEnough() throws IOException {
        IdentitySettings read =
                written(
                                """
                                identity:
                                  oidc: {issuer: 'http://127.0.0.1:9000', audience: 'https://g/mcp'}
                                http: {host: 0.0.0.0}
                                """)
                        .settings()
                        .identity();
        OidcSettings oidc = read.oidc().orElseThrow();
        assertThat(oidc.resource()).isEqualTo(URI.create("https://g/mcp"));
        assertThat(oidc.claims().id()).isEqualTo("sub");
        assertThat(oidc.scopes().all()).isEmpty();
        assertThat(oidc.times().refresh()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "http://127.0.0.1.example.com",
                "https://user@id.example.com",
                "https://id.example.com/?a=b",
                "https://id.example.com#a",
                "id.example.com"
            })
    void anIssuerIsAnAddressThatNobodyElseCanSpeakFor(String issuer) throws IOException {
        assertThat(
                        written(
                                        "identity: {oidc: {issuer: '"
                                                + issuer
                                                + "', audience: 'https://g'}}")
                                .problems())
                .singleElement()
                .asString()
                .contains("must be an address such as https://id.example.com");
    }

    @Test
    void namesEverythingThatIsWrongWithTokens() throws IOException {
        assertThat(
                        written(
                                        """
                                        identity:
                                          oidc:
                                            isuer: https://id.example.com
                                            audience: gatehouse
                                            roles: {a: analist, b: clerk}
                                            scopes: {querry: 'g:query', query: "a\\"b"}
                                            clock_skew: 1h
                                        http: {without_authentication: true}
                                        """)
                                .problems())
                .containsExactly(
                        "gatehouse.yaml:5:5: error: `issuer` is missing; write the issuer identifier"
                                + " of the authorization server",
                        "gatehouse.yaml:5:5: error: unknown setting `isuer`; did you mean"
                                + " `issuer`?",
                        "gatehouse.yaml:6:15: error: this audience is no address; write the address"
                                + " of the server beside it, as `resource`",
                        "gatehouse.yaml:7:12: error: `roles_claim` and `roles` belong together;"
                                + " write the claim, and which role each of its values stands for",
                        "gatehouse.yaml:7:13: error: there is no role `analist`; did you mean"
                                + " `analyst`?",
                        "gatehouse.yaml:8:14: error: there is no tool `querry`; did you mean"
                                + " `query`?",
                        "gatehouse.yaml:8:40: error: `a\"b` must be a scope such as gatehouse:query,"
                                + " or several with a space between",
                        "gatehouse.yaml:9:17: error: `1h` must be a time from 1s to 5m, such as"
                                + " 10s");
    }

    @Test
    void warnsWhereATokenIsEnoughForEverything() throws IOException {
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                """
                databases: {shop: {url: 'postgres://db/shop'}}
                identity: {oidc: {issuer: 'https://id', audience: 'https://g'}}
                """);
        assertThat(Sought.in(folder).warnings())
                .containsExactly(
                        "gatehouse.yaml:2:27: warning: whoever has a token may read everything: there"
                                + " is no policy; write `roles` and `policies`, or a `policy` for"
                                + " everybody");
        assertThat(
                        written("identity: {oidc: {issuer: 'https://id', audience: 'https://g'}}")
                                .warnings())
                .isEmpty();
    }

    @Test
    void everybodyAndNobodyButTheKnownContradictEachOther() throws IOException {
        assertThat(
                        written(
                                        """
                                        identity: {oidc: {issuer: 'https://id', audience: 'https://g'}}
                                        http: {without_authentication: true}
                                        """)
                                .problems())
                .containsExactly(
                        "gatehouse.yaml:4:32: error: `identity` says that everybody has to prove who"
                                + " they are; leave one of both out");
    }

    @Test
    void clientsWithCertificatesAreRead() throws IOException {
        Files.writeString(folder.resolve("a.pem"), "");
        Files.writeString(folder.resolve("b.pem"), "");
        Settings read =
                written(
                                """
                                identity:
                                  certificates:
                                    roles: {'dns:b': clerk, 'subject:CN=a, O=b': analyst}
                                http: {tls: {certificate: a.pem, key: b.pem, client_ca: a.pem}}
                                """)
                        .settings();
        assertThat(read.identity().certificates().orElseThrow().roles())
                .containsExactly(
                        Map.entry("dns:b", "clerk"), Map.entry("subject:CN=a, O=b", "analyst"));
        assertThat(read.http().tls().flatMap(EndpointSettings.Tls::clientAuthorities))
                .contains(folder.resolve("a.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identity: {certificates: {}} | `roles` is missing",
                "identity: {certificates: {roles: {etl: analyst}}} | `etl` is no name in a certificate",
                "identity: {certificates: {roles: {'dns:a': boss}}} | there is no role `boss`",
                "identity: {certificates: {roles: {'dns:a': clerk}}} | needs `tls.client_ca`"
            })
    void saysWhatIsWrongWithCertificates(String text, String problem) throws IOException {
        assertThat(written(text).problems()).anyMatch(it -> it.contains(problem));
    }

    @Test
    void anAuthorityForNobodyIsAMistake() throws IOException {
        Files.writeString(folder.resolve("a.pem"), "");
        Files.writeString(folder.resolve("b.pem"), "");
        assertThat(
                        written("http: {tls: {certificate: a.pem, key: b.pem, client_ca: a.pem}}")
                                .problems())
                .contains(
                        "gatehouse.yaml:3:57: error: nobody is known by a certificate; write"
                                + " `identity: {certificates: {roles: ...}}`");
        assertThat(
                        written(
                                        "http: {tls: {certificate: a.pem, key: b.pem, client_ca:"
                                                + " gatehouse.yaml}}")
                                .problems())
                .contains("gatehouse.yaml:3:57: error: the certificate file holds no certificate");
    }
}
