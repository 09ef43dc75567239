package dev.gatehouse.gateway.identity;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The authorization server, as far as its keys go: where it publishes them (RFC 8414; OpenID
 * Connect Discovery 1.0), and what they are. Only over HTTPS, except on this machine; no redirect
 * is followed; 5 s and 256 KiB for each document, 100 keys. What goes wrong is told without
 * addresses.
 *
 * @param name the issuer identifier, an address without query and fragment
 * @param keys where the keys are; empty when the issuer is to be asked
 */
public record Issuer(String name, Optional<URI> keys) implements IssuerKeys.Source {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 256L << 10;
    private static final int MOST_KEYS = 100;
    private static final Pattern SECURE =
            Pattern.compile(
                    "https://.+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?(/.*)?");

    public Issuer {
        if (!isSecure(name) || !keys.map(URI::toString).map(Issuer::isSecure).orElse(true)) {
            throw new IllegalArgumentException("an issuer is asked over HTTPS");
        }
    }

    /** Whether nobody between can change what comes from there. */
    static boolean isSecure(String address) {
        return SECURE.matcher(address).matches();
    }

    @Override
    public JWKSet read() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            try {
                URI place = keys.isPresent() ? keys.get() : discovered(client, end);
                return keys(text(client, place, end).orElseThrow(() -> new IOException("no keys")));
            } finally {
                // Whoever sends a document drop by drop is not waited for.
                client.shutdownNow();
            }
        }
    }

    private static JWKSet keys(String text) throws IOException {
        try {
            JWKSet keys = JWKSet.parse(text);
            if (keys.size() > MOST_KEYS) {
                throw new IOException("more than " + MOST_KEYS + " keys");
            }
            return keys.toPublicJWKSet();
        } catch (ParseException unreadable) {
            throw new IOException("what is there is no set of keys");
        }
    }

    private URI discovered(HttpClient client, long end) throws IOException, InterruptedException {
        for (URI place : places()) {
            Optional<String> text = text(client, place, end);
            if (text.isPresent()) {
                return keys(metadata(text.get()));
            }
        }
        throw new IOException(
                "it publishes no metadata; `jwks_uri` can name the place of its keys");
    }

    private URI keys(JsonNode metadata) throws IOException {
        if (!metadata.path("issuer").asString("").equals(name)) {
            throw new IOException("its metadata is that of another issuer");
        }
        String place = metadata.path("jwks_uri").asString("");
        boolean plainHere = name.startsWith("http:");
        if (!isSecure(place) || (place.startsWith("http:") && !plainHere)) {
            throw new IOException("its metadata names no place of its keys that can be trusted");
        }
        try {
            return URI.create(place);
        } catch (IllegalArgumentException unreadable) {
            throw new IOException("its metadata names no place of its keys");
        }
    }

    private static JsonNode metadata(String text) throws IOException {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException unreadable) {
            throw new IOException("its metadata is no JSON");
        }
    }

    /** In the order of MCP, authorization server metadata discovery. */
    private List<URI> places() {
        URI base = URI.create(name.replaceFirst("/$", ""));
        String path = base.getRawPath();
        String origin = base.getScheme() + "://" + base.getRawAuthority();
        String openId = "/.well-known/openid-configuration";
        List<String> all =
                List.of(
                        origin + "/.well-known/oauth-authorization-server" + path,
                        origin + openId + path,
                        origin + path + openId);
        return all.stream().distinct().map(URI::create).toList();
    }

    /** A document; empty when there is none. */
    private static Optional<String> text(HttpClient client, URI place, long end)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(place).header("Accept", "application/json").build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, limiting(ofString(UTF_8), MOST_BYTES));
        try {
            HttpResponse<String> came = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (came.statusCode() >= 500) {
                throw new IOException("it answers with the status " + came.statusCode());
            }
            return came.statusCode() == 200 ? Optional.of(came.body()) : Optional.empty();
        } catch (ExecutionException failed) {
            // Whose message may hold an address.
            throw new IOException("it cannot be reached, or its answer is too long");
        } catch (TimeoutException slow) {
            throw new IOException("it does not answer in time");
        } finally {
            answer.cancel(true);
        }
    }
}
