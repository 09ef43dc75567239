package dev.gatehouse.gateway.settings;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * What operators see: {@code log}, {@code metrics} and {@code traces} in the file.
 *
 * @param traces absent: none are sent
 */
public record TelemetrySettings(Log log, Metrics metrics, Optional<Traces> traces) {

    /**
     * The lines on standard error.
     *
     * @param queries whether there is one for each ask; absent: as the command has it
     */
    public record Log(Level level, Format format, Optional<Boolean> queries) {

        private static final Setting<Level> LEVEL =
                Setting.of(
                                "level",
                                new Type.Choice<>(Level.class),
                                "The least severe lines of Gatehouse that are written. Its libraries"
                                        + " are heard from `warn` on.")
                        .fallback("info")
                        .example("info");

        private static final Setting<Format> FORMAT =
                Setting.of(
                                "format",
                                new Type.Choice<>(Format.class),
                                "For people, or an object of JSON on each line.")
                        .fallback("text")
                        .example("text");

        private static final Setting<Boolean> QUERIES =
                Setting.of(
                                "queries",
                                new Type.Flag(),
                                "Whether each ask has a line, such as `query ok fp=3a1c9f82a2d1"
                                        + " rows=42 ms=12 db=shop`; without SQL and values.")
                        .absent("with `serve` and `demo` over HTTP; without else")
                        .example("true");

        static final Section SECTION =
                Section.of(
                        "log",
                        "The program's log, on standard error. Nothing waits for it: when nobody"
                                + " reads it, lines are dropped and counted.",
                        LEVEL,
                        FORMAT,
                        QUERIES);

        private static Log read(Block block) {
            return new Log(block.get(LEVEL), block.get(FORMAT), block.find(QUERIES));
        }
    }

    /** How severe a line is. */
    public enum Level {
        /** Something does not work. */
        ERROR,
        /** Something should be looked at. */
        WARN,
        /** Something has happened. */
        INFO
    }

    /** How lines look. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON
    }

    /**
     * What Prometheus reads.
     *
     * @param token what a reader has to show; absent: nothing
     */
    public record Metrics(boolean enabled, Optional<Secret> token) {

        private static final int SHORTEST_TOKEN = 16;

        private static final Setting<Boolean> ENABLED =
                Setting.of("enabled", new Type.Flag(), "Whether there are any.")
                        .fallback("false")
                        .example("true");

        private static final Setting<Secret> TOKEN =
                Setting.of(
                                "token",
                                new Type.Hidden(),
                                "What a reader has to send, as `Authorization: Bearer TOKEN`; at least 16"
                                        + " characters. Needed wherever somebody could read who may not"
                                        + " ask, or who is on another machine.")
                        .absent("whoever may ask may read")
                        .example("${file:/run/secrets/shop}");

        static final Section SECTION =
                Section.of(
                        "metrics",
                        "Metrics for Prometheus, at `/metrics` of `gatehouse serve`.",
                        ENABLED,
                        TOKEN);

        private static Metrics read(Block block, BooleanSupplier open) {
            var settings = new Metrics(block.get(ENABLED), block.find(TOKEN));
            if (settings.enabled && !block.isSet(TOKEN) && !open.getAsBoolean()) {
                block.error(
                        ENABLED,
                        "strangers could read the metrics, which name the databases",
                        "write a `token` beside it, and let Prometheus send it");
            }
            if (settings.token.filter(Metrics::isShort).isPresent()) {
                block.error(
                        TOKEN,
                        "the token is shorter than " + SHORTEST_TOKEN + " characters",
                        "use a long random one");
            }
            return settings;
        }

        private static boolean isShort(Secret token) {
            return token.reveal().length() < SHORTEST_TOKEN;
        }
    }

    /**
     * Where traces are sent.
     *
     * @param headers sent along
     * @param sample the share of those traces that begin here
     */
    public record Traces(URI endpoint, Map<String, Secret> headers, double sample) {

        private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

        private static final Setting<String> ENDPOINT =
                Setting.of(
                                "endpoint",
                                Type.HTTPS_URL,
                                "The collector, which takes OTLP over HTTP; the whole address.")
                        .absent("must be written")
                        .example("https://otel.example.com/v1/traces");

        private static final Setting<Map<String, Secret>> HEADERS =
                Setting.of(
                                "headers",
                                new Type.MapOf<>(new Type.Hidden(), 20),
                                "Headers for the collector, such as one that lets us in.")
                        .absent("none")
                        .example("{authorization: 'Bearer ${file:/run/secrets/shop}'}");

        private static final Setting<Double> SAMPLE =
                Setting.of(
                                "sample",
                                new Type.Share(),
                                "The share of the traces that begin here. Of a trace that a client has"
                                        + " begun, our part is sent if the client keeps it.")
                        .fallback("1")
                        .example("0.1");

        static final Section SECTION =
                Section.of(
                        "traces",
                        "Traces of OpenTelemetry. Clients say in `_meta.traceparent` to which trace a"
                                + " call belongs (W3C Trace Context); where they do not, the header"
                                + " `traceparent` counts.",
                        ENDPOINT,
                        HEADERS,
                        SAMPLE);

        public Traces {
            headers = Map.copyOf(headers);
        }

        private static Optional<Traces> read(Block root) {
            if (!root.has(SECTION)) {
                return Optional.empty();
            }
            Block block = root.block(SECTION);
            if (!block.isSet(ENDPOINT)) {
                block.error("`endpoint` is missing", "write the address of the collector");
            }
            Map<String, Secret> headers = block.find(HEADERS).orElse(Map.of());
            headers.keySet().stream()
                    .filter(name -> !HEADER.matcher(name).matches())
                    .forEach(name -> block.error(HEADERS, name, "this is no header's name", ""));
            double sample = block.get(SAMPLE);
            return block.find(ENDPOINT)
                    .map(address -> new Traces(URI.create(address), headers, sample));
        }
    }

    /**
     * @param open whether everybody who can connect may ask, and only this machine can connect
     */
    static TelemetrySettings read(Block root, BooleanSupplier open) {
        return new TelemetrySettings(
                Log.read(root.block(Log.SECTION)),
                Metrics.read(root.block(Metrics.SECTION), open),
                Traces.read(root));
    }
}
