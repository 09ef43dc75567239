package dev.gatehouse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.peer.Principal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaysTest {

    private record Somebody(String key) implements Principal {}

    private static final ProtectedResource RESOURCE =
            new ProtectedResource(
                    URI.create("https://gate.example/mcp"),
                    "https://id.example",
                    List.of(),
                    List.of());

    private static final Identity.Finding.Refused NOBODY =
            Identity.Finding.Refused.unauthorized(
                    new Identity.Ground.Nothing(), RESOURCE.challenge(), "nobody");

    private static final Identity.Finding.Refused BAD =
            Identity.Finding.Refused.unauthorized(
                    new Identity.Ground.NotBelieved(), "Bearer", "bad");

    private static final Identity.Finding KEY = new Identity.Finding.Known(new Somebody("key"));
    private static final Identity.Finding CARD = new Identity.Finding.Known(new Somebody("card"));

    /** Keys, then other tokens, then a card. */
    private final Ways ways =
            new Ways(
                    List.of(
                            shown ->
                                    shown.bearer().filter(it -> it.startsWith("key")).map(_ -> KEY),
                            shown -> shown.bearer().map(_ -> BAD),
                            shown ->
                                    Optional.of(CARD)
                                            .filter(_ -> shown.headers().containsKey("card"))),
                    NOBODY,
                    Optional.of(RESOURCE));

    private static Credentials shown(String... authorization) {
        return new Credentials(
                Map.of("authorization", List.of(authorization), "card", List.of("")),
                Optional.empty(),
                "192.0.2.1");
    }

    @Test
    void theFirstWayThatFindsSomethingDecides() {
        assertThat(ways.identify(shown("Bearer key"))).isEqualTo(KEY);
        assertThat(ways.identify(shown())).isEqualTo(CARD);
        assertThat(ways.identify(shown("Basic key"))).isEqualTo(CARD);
    }

    @Test
    void aBadTokenIsNotMadeGoodByWhatIsBesideIt() {
        assertThat(ways.identify(shown("Bearer other"))).isEqualTo(BAD);
    }

    @Test
    void whoShowsNothingIsToldHowToShowSomething() {
        assertThat(ways.identify(new Credentials(Map.of(), Optional.empty(), "")))
                .isEqualTo(NOBODY);
    }

    @Test
    void twoOfAKindAreNotChosenFrom() {
        assertThat(ways.identify(shown("Bearer key", "Bearer other")))
                .isInstanceOfSatisfying(
                        Identity.Finding.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(400);
                            assertThat(refused.challenge().orElseThrow())
                                    .contains("invalid_request")
                                    .contains("resource_metadata=");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer a, a",
        "bearer a, a",
        "BEARER   a b, a b",
        "Bearer, ''",
        "'Bearer ', ''",
        "Bearera, ",
        "Basic a, ",
        "a, "
    })
    void readsTheHeaderAsItIsWritten(String header, String token) {
        assertThat(shown(header).bearer()).isEqualTo(Optional.ofNullable(token));
    }

    @ParameterizedTest
    @CsvSource({
        "https://gate.example/mcp, https://gate.example/.well-known/oauth-protected-resource/mcp",
        "https://gate.example:8443/a/mcp, https://gate.example:8443/.well-known/oauth-protected-resource/a/mcp",
        "https://gate.example, https://gate.example/.well-known/oauth-protected-resource",
        "https://gate.example/, https://gate.example/.well-known/oauth-protected-resource"
    })
    void theMetadataIsBetweenHostAndPath(URI resource, String metadata) {
        var told = new ProtectedResource(resource, "https://id.example", List.of(), List.of());
        assertThat(told.challenge()).isEqualTo("Bearer resource_metadata=\"" + metadata + "\"");
        assertThat(told.isAt(URI.create(metadata).getPath())).isTrue();
    }
}
