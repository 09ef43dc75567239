package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A small authorization server of its own: metadata (RFC 8414), keys (RFC 7517), and tokens for one
 * client with a secret (RFC 6749, section 4.4) and for the resource that it names (RFC 8707).
 */
final class AuthorizationServer implements AutoCloseable {

    static final String AUDIENCE = "https://gatehouse.example/mcp";

    private static final String METADATA = "/.well-known/oauth-authorization-server";

    private final HttpServer server;
    private final InstantSource clock;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final AtomicInteger keyReadings = new AtomicInteger();
    private volatile RSAKey key;
    private volatile boolean away;

    private AuthorizationServer(HttpServer server, InstantSource clock) throws JOSEException {
        this.server = server;
        this.clock = clock;
        this.key = key("first");
        publish(key);
        document(METADATA, metadata(issuer()));
        server.createContext("/", this::answer);
        server.start();
    }

    static AuthorizationServer start(InstantSource clock) throws IOException, JOSEException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new AuthorizationServer(HttpServer.create(any, 0), clock);
    }

    static RSAKey key(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The metadata of an issuer whose keys are here. */
    String metadata(String issuer) {
        return """
        {"issuer":"%s","jwks_uri":"%s/keys","token_endpoint":"%s/token","response_types_supported":["code"]}"""
                .formatted(issuer, issuer(), issuer());
    }

    /** Another place for the metadata, and something else in it. */
    void metadataAt(String path, String text) {
        documents.remove(METADATA);
        document(path, text);
    }

    void document(String path, String text) {
        documents.put(path, text);
    }

    /** These keys and no others. */
    void publish(JWK... keys) {
        document("/keys", new JWKSet(List.of(keys)).toString(true));
    }

    RSAKey key() {
        return key;
    }

    /** Signs with another key from now on, and publishes nothing else. */
    void rotate(String id) throws JOSEException {
        key = key(id);
        publish(key);
    }

    /** Whether every request ends in an error. */
    void setAway(boolean isAway) {
        away = isAway;
    }

    int keyReadings() {
        return keyReadings.get();
    }

    /** A token that is right in every way, but for these changes. */
    String token(UnaryOperator<JWTClaimsSet.Builder> changes) throws JOSEException {
        return signed(header(key.getKeyID()), changes);
    }

    String signed(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> changes)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, changes.apply(claims()).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(keyId)
                .type(new JOSEObjectType("at+jwt"))
                .build();
    }

    JWTClaimsSet.Builder claims() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("alice")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("scope", "gatehouse:read gatehouse:query")
                .claim("realm_access", Map.of("roles", List.of("analysts", "others")))
                .claim("customer", 2);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/keys")) {
            keyReadings.incrementAndGet();
        }
        if (away) {
            send(exchange, 503, "");
        } else if (path.equals("/token")) {
            send(exchange, 200, issued(exchange));
        } else if (documents.containsKey(path)) {
            send(exchange, 200, documents.get(path));
        } else {
            send(exchange, 404, "");
        }
    }

    private String issued(HttpExchange exchange) throws IOException {
        String secret = Base64.getEncoder().encodeToString("robot:secret".getBytes(UTF_8));
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, String> asked =
                Arrays.stream(form.split("&"))
                        .map(field -> URLDecoder.decode(field, UTF_8).split("=", 2))
                        .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        if (!("Basic " + secret).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !"client_credentials".equals(asked.get("grant_type"))) {
            return "{\"error\":\"invalid_client\"}";
        }
        try {
            String token =
                    token(
                            it ->
                                    it.subject("robot")
                                            .audience(asked.get("resource"))
                                            .claim("scope", asked.get("scope")));
            return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}".formatted(token);
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
