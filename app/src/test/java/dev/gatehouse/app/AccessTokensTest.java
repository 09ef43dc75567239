package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.identity.AccessTokens;
import dev.gatehouse.gateway.identity.Issuer;
import dev.gatehouse.gateway.identity.IssuerKeys;
import dev.gatehouse.gateway.identity.TokenFault;
import dev.gatehouse.gateway.identity.TokenRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a real authorization server, good ones and all kinds of bad ones. */
@Timeout(60)
class AccessTokensTest {

    private static final Duration SKEW = Duration.ofSeconds(30);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-08-01T12:00:00Z"));
    private final List<String> log = new ArrayList<>();
    private AuthorizationServer issuer;
    private AccessTokens tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = AuthorizationServer.start(now::get);
        tokens = tokens(issuer.issuer(), Optional.empty());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private AccessTokens tokens(String name, Optional<URI> keys) {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("clerks", "clerk");
        roles.put("analysts", "analyst");
        TokenRules rules =
                new TokenRules(
                        name,
                        AuthorizationServer.AUDIENCE,
                        SKEW,
                        "sub",
                        Optional.of("realm_access.roles"),
                        roles,
                        Map.of("number", "customer", "tags", "tags", "gone", "nowhere"),
                        Map.of("all", List.of("read", "write")));
        IssuerKeys known =
                new IssuerKeys(
                        new Issuer(name, keys), IssuerKeys.Times.DEFAULT, now::get, log::add);
        return new AccessTokens(rules, known, now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    private AccessTokens.Outcome judge(UnaryOperator<JWTClaimsSet.Builder> changes)
            throws JOSEException {
        return tokens.judge(issuer.token(changes));
    }

    private static AccessTokens.Outcome.Accepted accepted(AccessTokens.Outcome outcome) {
        assertThat(outcome).isInstanceOf(AccessTokens.Outcome.Accepted.class);
        return (AccessTokens.Outcome.Accepted) outcome;
    }

    private static AccessTokens.Outcome rejected(TokenFault fault) {
        return new AccessTokens.Outcome.Rejected(fault);
    }

    @Test
    void aGoodTokenIsSomebodyWithRolesAndAttributes() throws Exception {
        var outcome = accepted(judge(it -> it.claim("tags", List.of("a", 1, true))));
        assertThat(outcome.caller())
                .isEqualTo(
                        new Caller(
                                "oidc:alice",
                                List.of("analyst"),
                                Map.of(
                                        "number", new Attribute.Numeric(BigDecimal.TWO),
                                        "tags",
                                                new Attribute.Many(
                                                        List.of(
                                                                new Attribute.Text("a"),
                                                                new Attribute.Numeric(
                                                                        BigDecimal.ONE),
                                                                new Attribute.Truth(true)))),
                                Confines.ALL));
        assertThat(outcome.scopes()).containsExactlyInAnyOrder("gatehouse:read", "gatehouse:query");
    }

    @Test
    void rolesAreInTheOrderOfTheSettingsWhateverTheTokenHas() throws Exception {
        var roles = Map.of("roles", List.of("analysts", "clerks"));
        var outcome = accepted(judge(it -> it.claim("realm_access", roles)));
        assertThat(outcome.caller().roles()).containsExactly("clerk", "analyst");
    }

    @Test
    void aBroaderScopeIncludesNarrowerOnesAndScpIsRead() throws Exception {
        var outcome =
                accepted(judge(it -> it.claim("scope", null).claim("scp", List.of("all", "x"))));
        assertThat(outcome.scopes()).containsExactlyInAnyOrder("all", "read", "write", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "application/at+jwt", ""})
    void theTypeOfATokenMayBeWrittenInManyWays(String type) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first");
        JWSHeader typed = type.isEmpty() ? header.build() : header.type(type(type)).build();
        accepted(tokens.judge(issuer.signed(typed, it -> it)));
    }

    private static JOSEObjectType type(String text) {
        return new JOSEObjectType(text);
    }

    @Test
    void ellipticCurvesAreTakenAndAHeaderNeedNotNameItsKey() throws Exception {
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        issuer.publish(curve, issuer.key());
        SignedJWT signed =
                new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), issuer.claims().build());
        signed.sign(new ECDSASigner(curve));
        accepted(tokens.judge(signed.serialize()));
    }

    /** Makes a token that is wrong. */
    @FunctionalInterface
    interface Misfit {
        String made(AuthorizationServer issuer) throws Exception;
    }

    private static Arguments misfit(TokenFault fault, String what, Misfit misfit) {
        return Arguments.argumentSet(what, fault, misfit);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(TokenFault.MALFORMED, "nothing", _ -> ""),
                misfit(TokenFault.MALFORMED, "nonsense", _ -> "a.b.c"),
                misfit(TokenFault.MALFORMED, "two parts", _ -> "eyJhbGciOiJSUzI1NiJ9.e30"),
                misfit(
                        TokenFault.MALFORMED,
                        "unsigned",
                        it -> new PlainJWT(it.claims().build()).serialize()),
                misfit(
                        TokenFault.MALFORMED,
                        "signed text",
                        it -> signedText(it, "[\"no\", \"claims\"]")),
                misfit(
                        TokenFault.MALFORMED,
                        "a claim twice",
                        it -> signedText(it, "{\"aud\":\"a\",\"aud\":\"b\"}")),
                misfit(TokenFault.ALGORITHM, "public key as a secret", AccessTokensTest::confused),
                misfit(
                        TokenFault.TYPE,
                        "no access token",
                        it ->
                                it.signed(
                                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                                .keyID("first")
                                                .type(type("logout+jwt"))
                                                .build(),
                                        claims -> claims)),
                misfit(
                        TokenFault.KEY,
                        "unknown key",
                        it -> it.signed(AuthorizationServer.header("other"), claims -> claims)),
                misfit(TokenFault.SIGNATURE, "foreign key", AccessTokensTest::forged),
                misfit(TokenFault.SIGNATURE, "critical header", AccessTokensTest::critical),
                misfit(
                        TokenFault.SIGNATURE,
                        "changed",
                        it -> it.token(claims -> claims).replaceFirst("\\.[^.]+\\.", ".e30.")),
                misfit(TokenFault.ISSUER, "issuer", it -> it.token(c -> c.issuer("http://x"))),
                misfit(
                        TokenFault.ISSUER,
                        "issuer with a slash",
                        it -> it.token(c -> c.issuer(it.issuer() + "/"))),
                misfit(TokenFault.ISSUER, "no issuer", it -> it.token(c -> c.issuer(null))),
                misfit(
                        TokenFault.AUDIENCE,
                        "audience",
                        it -> it.token(c -> c.audience("https://gatehouse.example"))),
                misfit(
                        TokenFault.AUDIENCE,
                        "no audience",
                        it -> it.token(c -> c.audience((String) null))),
                misfit(TokenFault.ENDLESS, "endless", it -> it.token(c -> c.expirationTime(null))),
                misfit(
                        TokenFault.ENDLESS,
                        "end as a text",
                        it -> it.token(c -> c.claim("exp", "tomorrow"))),
                misfit(TokenFault.BOUND, "bound", it -> it.token(c -> c.claim("cnf", Map.of()))),
                misfit(TokenFault.NAMELESS, "no name", it -> it.token(c -> c.subject(null))),
                misfit(TokenFault.NAMELESS, "blank name", it -> it.token(c -> c.subject(" "))),
                misfit(
                        TokenFault.NAMELESS,
                        "two lines",
                        it -> it.token(c -> c.subject("alice\nlocal:bob"))),
                misfit(
                        TokenFault.NAMELESS,
                        "long name",
                        it -> it.token(c -> c.subject("a".repeat(256)))));
    }

    private static String signedText(AuthorizationServer issuer, String text) throws Exception {
        return signedText(issuer.key(), text);
    }

    /** As a token is signed, without a look at what it says or how long the key is. */
    private static String signedText(RSAKey key, String text) throws Exception {
        String head = encoded(AuthorizationServer.header(key.getKeyID()).toString());
        String input = head + "." + encoded(text);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.toPrivateKey());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64URL.encode(signature.sign());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String confused(AuthorizationServer issuer) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build();
        SignedJWT token = new SignedJWT(header, issuer.claims().build());
        token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String forged(AuthorizationServer issuer) throws Exception {
        SignedJWT token =
                new SignedJWT(AuthorizationServer.header("first"), issuer.claims().build());
        token.sign(new RSASSASigner(AuthorizationServer.key("first")));
        return token.serialize();
    }

    private static String critical(AuthorizationServer issuer) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("first")
                        .criticalParams(Set.of("more"))
                        .customParam("more", true)
                        .build();
        return issuer.signed(header, claims -> claims);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aBadTokenIsRejectedAndSaysWhy(TokenFault fault, Misfit misfit) throws Exception {
        String token = misfit.made(issuer);
        assertThat(tokens.judge(token)).isEqualTo(rejected(fault));
    }

    @Test
    void aTokenIsGoodInItsTimeAndALittleAround() throws Exception {
        Instant begin = now.get();
        String token =
                issuer.token(
                        it ->
                                it.notBeforeTime(Date.from(begin))
                                        .expirationTime(Date.from(begin.plusSeconds(60))));
        now.set(begin.minus(SKEW));
        accepted(tokens.judge(token));
        now.set(begin.minus(SKEW).minusSeconds(1));
        assertThat(tokens.judge(token)).isEqualTo(rejected(TokenFault.EARLY));
        now.set(begin.plusSeconds(60).plus(SKEW).minusSeconds(1));
        accepted(tokens.judge(token));
        now.set(begin.plusSeconds(60).plus(SKEW));
        assertThat(tokens.judge(token)).isEqualTo(rejected(TokenFault.EXPIRED));
    }

    @Test
    void aNewKeyIsKnownAfterTheCooldownAndTheOldOneNoLonger() throws Exception {
        String old = issuer.token(it -> it);
        accepted(tokens.judge(old));
        issuer.rotate("second");
        assertThat(judge(it -> it)).isEqualTo(rejected(TokenFault.KEY));
        accepted(tokens.judge(old));
        pass(Duration.ofSeconds(30));
        accepted(judge(it -> it));
        assertThat(tokens.judge(old)).isEqualTo(rejected(TokenFault.KEY));
    }

    @Test
    void tokensThatStrangersMakeUpCostTheIssuerOneReadingInTheCooldown() throws Exception {
        accepted(judge(it -> it));
        pass(Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            JWSHeader header = AuthorizationServer.header("unknown-" + i);
            assertThat(tokens.judge(issuer.signed(header, it -> it)))
                    .isEqualTo(rejected(TokenFault.KEY));
        }
        assertThat(issuer.keyReadings()).isEqualTo(2);
    }

    @Test
    void keysAreReadAgainWhenTheyAreOldAndNotBefore() throws Exception {
        for (int i = 0; i < 9; i++) {
            accepted(judge(it -> it));
            pass(Duration.ofMinutes(1));
        }
        assertThat(issuer.keyReadings()).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        accepted(judge(it -> it));
        assertThat(issuer.keyReadings()).isEqualTo(2);
    }

    @Test
    void keysAreKeptForADayWhileTheIssuerIsAway() throws Exception {
        accepted(judge(it -> it));
        issuer.setAway(true);
        pass(Duration.ofHours(23));
        accepted(judge(it -> it));
        assertThat(log).singleElement().asString().contains("status 503");
        pass(Duration.ofHours(1));
        assertThat(judge(it -> it)).isEqualTo(new AccessTokens.Outcome.Undecided());
        issuer.setAway(false);
        pass(Duration.ofSeconds(30));
        accepted(judge(it -> it));
    }

    @Test
    void withoutAnyKeysNothingIsDecided() throws Exception {
        issuer.setAway(true);
        assertThat(judge(it -> it)).isEqualTo(new AccessTokens.Outcome.Undecided());
        assertThat(log).singleElement().asString().doesNotContain("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server/tenant",
                "/.well-known/openid-configuration/tenant",
                "/tenant/.well-known/openid-configuration"
            })
    void theMetadataOfAnIssuerWithAPathIsFound(String place) throws Exception {
        String name = issuer.issuer() + "/tenant";
        issuer.metadataAt(place, issuer.metadata(name));
        accepted(tokens(name, Optional.empty()).judge(issuer.token(it -> it.issuer(name))));
    }

    @Test
    void theMetadataOfAnotherIssuerIsNotBelieved() throws Exception {
        issuer.metadataAt(
                "/.well-known/openid-configuration", issuer.metadata("https://honest.example"));
        assertThat(judge(it -> it)).isEqualTo(new AccessTokens.Outcome.Undecided());
        assertThat(log).singleElement().asString().contains("another issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://keys.example/keys", "file:///etc/passwd", ""})
    void keysAreNotReadFromWhereOthersCanChangeThem(String place) throws Exception {
        issuer.metadataAt(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer.issuer(), place));
        assertThat(judge(it -> it)).isEqualTo(new AccessTokens.Outcome.Undecided());
        assertThat(log).singleElement().asString().contains("trusted");
    }

    @Test
    void keysCanBeNamedWhereThereIsNoMetadata() throws Exception {
        issuer.metadataAt("/nowhere", "");
        String name = issuer.issuer();
        String token = issuer.token(it -> it);
        assertThat(tokens.judge(token)).isEqualTo(new AccessTokens.Outcome.Undecided());
        accepted(tokens(name, Optional.of(URI.create(name + "/keys"))).judge(token));
    }

    @Test
    void aDocumentThatIsTooLongIsNotRead() throws Exception {
        issuer.document("/keys", "{\"keys\":[]," + "\"x\":1,".repeat(50_000) + "\"y\":1}");
        assertThat(judge(it -> it)).isEqualTo(new AccessTokens.Outcome.Undecided());
        assertThat(log).singleElement().asString().contains("too long");
    }

    /** The beginning of a document comes, and then nothing any more. */
    @Test
    void anIssuerThatDoesNotFinishIsGivenUp() throws Exception {
        String token = issuer.token(it -> it);
        try (ServerSocket stalled = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> beginToAnswer(stalled));
            URI keys = URI.create("http://127.0.0.1:" + stalled.getLocalPort() + "/keys");
            long start = System.nanoTime();
            assertThat(tokens(issuer.issuer(), Optional.of(keys)).judge(token))
                    .isEqualTo(new AccessTokens.Outcome.Undecided());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(15));
            assertThat(log).singleElement().asString().contains("does not answer in time");
        }
    }

    private static void beginToAnswer(ServerSocket stalled) {
        try (Socket client = stalled.accept()) {
            String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            // Until the client is gone.
            client.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // So is the client.
        }
    }

    @Test
    void aWeakKeyIsNone() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        issuer.publish(weak);
        String token = signedText(weak, issuer.claims().build().toString());
        assertThat(tokens.judge(token)).isEqualTo(rejected(TokenFault.KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost@example.com",
                "ftp://id.example.com"
            })
    void anIssuerBeyondThisMachineIsAskedOverHttps(String name) {
        assertThatThrownBy(() -> new Issuer(name, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS");
    }
}
