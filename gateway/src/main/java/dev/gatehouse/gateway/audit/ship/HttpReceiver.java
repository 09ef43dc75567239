package dev.gatehouse.gateway.audit.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends records as bodies of HTTP requests (RFC 9110). A status of 2xx acknowledges them. No
 * redirect is followed; 10 s to connect, 30 s for an answer, of which 64 KiB are read.
 */
public final class HttpReceiver implements Receiver {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 64 * 1024;

    /** Below that, compressing costs more than it saves. */
    private static final int SMALL = 2 * 1024;

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    /** Bad Request, Content Too Large, Unprocessable Content: it is what was sent. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    /**
     * Where requests go, and what goes with them.
     *
     * @param headers by their names; asked for each request, since what they hold may be exchanged
     * @param gzip whether bodies are compressed
     * @param tls how the connection is protected; empty for what the Java runtime trusts
     */
    public record Target(
            URI address,
            Supplier<Map<String, String>> headers,
            boolean gzip,
            Optional<TlsSource> tls) {}

    private final Target target;
    private final Payload payload;
    private final InstantSource clock;

    // Guarded by this.
    private @Nullable HttpClient client;
    private boolean closed;

    private HttpReceiver(Target target, Payload payload, InstantSource clock) {
        this.target = target;
        this.payload = payload;
        this.clock = clock;
    }

    /** One for logs of OpenTelemetry (OTLP/HTTP, JSON). */
    public static HttpReceiver otlp(Target target, String version, InstantSource clock) {
        return new HttpReceiver(target, new OtlpLogs(version), clock);
    }

    /**
     * One for OCSF events.
     *
     * @param lines whether each stands on a line, instead of all in an array
     */
    public static HttpReceiver ocsf(
            Target target, boolean lines, String version, InstantSource clock) {
        return new HttpReceiver(
                target,
                new OcsfEvents(lines ? OcsfEvents.Shape.NDJSON : OcsfEvents.Shape.ARRAY, version),
                clock);
    }

    @Override
    public Outcome send(List<Entry> batch) throws InterruptedException {
        Map<String, String> headers;
        try {
            headers = target.headers().get();
        } catch (RuntimeException _) {
            return new Away("a secret that goes with records cannot be read");
        }
        return send(headers, batch);
    }

    private Outcome send(Map<String, String> headers, List<Entry> batch)
            throws InterruptedException {
        try {
            HttpRequest request = request(headers, payload.body(batch));
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client().sendAsync(request, _ -> new FirstBytes(MOST_BYTES));
            try {
                return outcome(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                answer.cancel(true);
            }
        } catch (ExecutionException | TimeoutException | IOException failure) {
            return new Away(Trouble.words(failure));
        } catch (IllegalArgumentException _) {
            return new Away("a header cannot be sent: a secret has characters that no header has");
        }
    }

    private HttpRequest request(Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target.address())
                        .timeout(PATIENCE)
                        .header("Content-Type", payload.contentType());
        headers.forEach(request::setHeader);
        boolean compressed = target.gzip() && body.length >= SMALL;
        if (compressed) {
            request.setHeader("Content-Encoding", "gzip");
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(compressed ? gzip(body) : body))
                .build();
    }

    private static byte[] gzip(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private synchronized HttpClient client() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TO_CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (target.tls().isPresent()) {
            builder.sslContext(target.tls().get().context());
        }
        HttpClient made = builder.build();
        client = made;
        return made;
    }

    private Outcome outcome(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String words = "it answers with the status " + status;
        if (status >= OK && status < MULTIPLE_CHOICES) {
            return new Taken(payload.rejected(answer.body()));
        }
        return REFUSALS.contains(status)
                ? new Refused(words)
                : new Away(words, retryAfter(answer).orElse(Duration.ZERO));
    }

    /** Seconds, or a date (RFC 9110, 10.2.3). */
    private Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(this::duration);
    }

    private Optional<Duration> duration(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(clock.instant(), until))
                    .filter(Duration::isPositive);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Every answer has said so already. */
    @Override
    public Outcome confirm() {
        return new Taken(0);
    }

    @Override
    public synchronized void reset() {
        if (client != null) {
            client.shutdownNow();
            client = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        reset();
    }
}
