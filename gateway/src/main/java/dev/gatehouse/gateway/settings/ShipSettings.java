package dev.gatehouse.gateway.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A receiver of the records of the audit trail; {@code audit.ship.NAME} in the file.
 *
 * @param url where it is; HTTPS or TLS, or of this machine
 * @param from where shipping begins
 * @param records the most records at once; {@code batch_records} in the file
 * @param bytes the most bytes of records at once; {@code batch_bytes} in the file
 */
public record ShipSettings(
        String name,
        Kind kind,
        URI url,
        Tls tls,
        Http http,
        Syslog syslog,
        From from,
        int records,
        long bytes) {

    /** What it understands. */
    public enum Kind {
        /** RFC 5424, over TLS (RFC 5425). */
        SYSLOG,
        /** Logs of OpenTelemetry, as JSON over HTTP. */
        OTLP,
        /** OCSF events, as JSON over HTTP. */
        HTTP
    }

    /** Where shipping begins that has not begun yet. */
    public enum From {
        /** With the oldest record that is there. */
        START,
        /** Behind the last record that is there. */
        NOW
    }

    /** How events stand in the body of a request. */
    public enum Format {
        /** As a JSON array. */
        ARRAY,
        /** One on each line. */
        NDJSON
    }

    /** The facilities of RFC 5424 (6.2.1). */
    public enum Facility {
        KERN(0),
        USER(1),
        MAIL(2),
        DAEMON(3),
        AUTH(4),
        SYSLOG(5),
        LPR(6),
        NEWS(7),
        UUCP(8),
        CRON(9),
        AUTHPRIV(10),
        FTP(11),
        NTP(12),
        AUDIT(13),
        ALERT(14),
        CLOCK(15),
        LOCAL0(16),
        LOCAL1(17),
        LOCAL2(18),
        LOCAL3(19),
        LOCAL4(20),
        LOCAL5(21),
        LOCAL6(22),
        LOCAL7(23);

        private final int number;

        Facility(int number) {
            this.number = number;
        }

        /** Its number. */
        public int number() {
            return number;
        }
    }

    /**
     * Files of certificates, which can be read.
     *
     * @param authorities of the receiver; {@code ca} in the file
     * @param own the certificate that is shown, and its key
     */
    public record Tls(Optional<Path> authorities, Optional<Own> own) {

        /** A certificate and its key. */
        public record Own(Path certificate, Path key) {}
    }

    /**
     * What concerns requests.
     *
     * @param token for {@code Authorization: Bearer}
     * @param headers further ones, by their names
     */
    public record Http(Secret token, Map<String, Secret> headers, Format format, boolean gzip) {

        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What concerns messages of syslog.
     *
     * @param hostname of this machine; empty for the one that it has
     * @param marked whether there is a byte order mark; {@code byte_order_mark} in the file
     */
    public record Syslog(Facility facility, Optional<String> hostname, boolean marked) {}

    private static final int MOST_PORT = 65_535;
    private static final int SYSLOG_TLS = 6514;
    private static final int SYSLOG_TCP = 601;

    private static final Type.Shaped ADDRESS =
            new Type.Shaped(
                    "URL",
                    Pattern.compile(
                            "((https|tls)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])"
                                    + "|(http|tcp)://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1]))"
                                    + "(:[0-9]{1,5})?"
                                    + "(/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}){0,500})?"
                                    + "(\\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,500})?"),
                    "an address such as https://siem.example.com/events or"
                            + " tls://siem.example.com:6514; plain http and tcp are for this machine"
                            + " only");

    /** A name of a header (RFC 9110, 5.1). */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** What says how a request is to be read. */
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "transfer-encoding",
                    "upgrade");

    private static final Setting<Kind> KIND =
            Setting.of("type", new Type.Choice<>(Kind.class), "What the receiver understands.")
                    .absent("must be written")
                    .example("http");

    private static final Setting<String> URL =
            Setting.of(
                            "url",
                            ADDRESS,
                            "Where it is: `tls://HOST:PORT` for syslog, or `tcp://` on this machine;"
                                    + " `https://` for the others, or `http://` on this machine. For"
                                    + " OTLP, `/v1/logs` is added unless it is there.")
                    .absent("must be written")
                    .example("https://siem.example.com/events");

    private static final Setting<Secret> TOKEN =
            Setting.of(
                            "token",
                            new Type.Hidden(),
                            "What `Authorization: Bearer` carries; `http` and `otlp` only.")
                    .absent("none")
                    .example("${file:/run/secrets/shop}");

    private static final Setting<Map<String, Secret>> HEADERS =
            Setting.of(
                            "headers",
                            new Type.MapOf<>(new Type.Hidden(), 20),
                            "Further headers, such as `{DD-API-KEY: '${env:KEY}'}`; `http` and"
                                    + " `otlp` only.")
                    .absent("none");

    private static final Setting<Path> CA =
            Setting.of(
                            "ca",
                            new Type.File(),
                            "The certificates of the authorities that the receiver has its own from;"
                                    + " PEM.")
                    .absent("those that the Java runtime trusts");

    private static final Setting<Path> CERTIFICATE =
            Setting.of(
                            "certificate",
                            new Type.File(),
                            "A certificate to show to the receiver, and those that lead to its"
                                    + " authority; PEM.")
                    .absent("none");

    private static final Setting<Path> KEY =
            Setting.of("key", new Type.File(), "Its private key; PEM, PKCS #8, not encrypted.")
                    .absent("none");

    private static final Setting<From> FROM =
            Setting.of(
                            "from",
                            new Type.Choice<>(From.class),
                            "Where shipping begins that has not begun yet: with the oldest record"
                                    + " that is there, or with what comes.")
                    .fallback("start")
                    .example("start");

    private static final Setting<Integer> BATCH_RECORDS =
            Setting.of(
                            "batch_records",
                            new Type.Whole(1, 10_000),
                            "The most records that are sent at once.")
                    .fallback("500")
                    .example("500");

    private static final Setting<Long> BATCH_BYTES =
            Setting.of(
                            "batch_bytes",
                            new Type.Size(4L << 10, 16L << 20),
                            "The most bytes of records that are sent at once, as they stand in the"
                                    + " trail. A single record may have more.")
                    .fallback("1MiB")
                    .example("1MiB");

    private static final Setting<Format> FORMAT =
            Setting.of(
                            "format",
                            new Type.Choice<>(Format.class),
                            "How events stand in a request: as a JSON array, or one on each line;"
                                    + " `http` only.")
                    .fallback("array")
                    .example("array");

    private static final Setting<Boolean> GZIP =
            Setting.of(
                            "gzip",
                            new Type.Flag(),
                            "Whether larger requests are compressed; `http` and `otlp` only.")
                    .fallback("false")
                    .example("false");

    private static final Setting<Facility> FACILITY =
            Setting.of(
                            "facility",
                            new Type.Choice<>(Facility.class),
                            "The facility of messages; `audit` is 13, log audit. `syslog` only.")
                    .fallback("audit");

    private static final Setting<String> HOSTNAME =
            Setting.of(
                            "hostname",
                            Type.HOST_NAME,
                            "The name of this machine in messages; `syslog` only.")
                    .absent("the one that it has");

    private static final Setting<Boolean> BYTE_ORDER_MARK =
            Setting.of(
                            "byte_order_mark",
                            new Type.Flag(),
                            "Whether a byte order mark is before each message, as RFC 5424 wants it"
                                    + " before UTF-8. Some receivers that read JSON do not go past"
                                    + " it. `syslog` only.")
                    .fallback("true");

    static final Section SECTION =
            Section.of(
                            "ship",
                            "Where records of the trail are sent: SIEMs and collectors, by names of"
                                    + " your own.",
                            KIND,
                            URL,
                            TOKEN,
                            HEADERS,
                            CA,
                            CERTIFICATE,
                            KEY,
                            FROM,
                            BATCH_RECORDS,
                            BATCH_BYTES,
                            FORMAT,
                            GZIP,
                            FACILITY,
                            HOSTNAME,
                            BYTE_ORDER_MARK)
                    .perName("NAME", "siem");

    private static final Set<Setting<?>> OF_REQUESTS = Set.of(TOKEN, HEADERS, GZIP);
    private static final Set<Setting<?>> OF_SYSLOG = Set.of(FACILITY, HOSTNAME, BYTE_ORDER_MARK);

    /** All that are written and can be used. */
    static List<ShipSettings> read(Block ship, Checks checks) {
        return ship.entries().entrySet().stream()
                .flatMap(each -> read(each.getKey(), each.getValue(), checks).stream())
                .toList();
    }

    private static Optional<ShipSettings> read(String name, Block block, Checks checks) {
        requireWritten(block, KIND, "write `syslog`, `otlp` or `http`");
        requireWritten(block, URL, "write where the receiver is");
        Optional<Kind> kind = block.find(KIND);
        Tls tls = tls(block, checks);
        Http http = http(block);
        Syslog syslog =
                new Syslog(block.get(FACILITY), block.find(HOSTNAME), block.get(BYTE_ORDER_MARK));
        kind.ifPresent(it -> requireFit(block, it));
        From from = block.get(FROM);
        int records = block.get(BATCH_RECORDS);
        long bytes = block.get(BATCH_BYTES);
        Optional<URI> url =
                block.find(URL).flatMap(it -> kind.flatMap(known -> url(block, known, it)));
        return url.map(
                it ->
                        new ShipSettings(
                                name,
                                kind.orElseThrow(),
                                it,
                                tls,
                                http,
                                syslog,
                                from,
                                records,
                                bytes));
    }

    private static void requireWritten(Block block, Setting<?> setting, String help) {
        if (!block.isSet(setting)) {
            block.error("`" + setting.name() + "` is missing", help);
        }
    }

    /** What has no effect is a mistake. */
    private static void requireFit(Block block, Kind kind) {
        String name = Type.Choice.name(kind);
        SECTION.settings().stream()
                .filter(block::isSet)
                .filter(setting -> !fits(setting, kind))
                .forEach(
                        setting ->
                                block.error(
                                        setting,
                                        "`%s` has no effect where `type` is `%s`"
                                                .formatted(setting.name(), name),
                                        "leave it out"));
    }

    private static boolean fits(Setting<?> setting, Kind kind) {
        return switch (kind) {
            case SYSLOG -> !OF_REQUESTS.contains(setting) && !setting.equals(FORMAT);
            case OTLP -> !OF_SYSLOG.contains(setting) && !setting.equals(FORMAT);
            case HTTP -> !OF_SYSLOG.contains(setting);
        };
    }

    private static Optional<URI> url(Block block, Kind kind, String written) {
        URI url = URI.create(written);
        if (url.getHost() == null || url.getPort() > MOST_PORT) {
            block.error(URL, "this is no address of a server", "write `https://HOST:PORT/PATH`");
            return Optional.empty();
        }
        boolean web = url.getScheme().startsWith("http");
        if (web == (kind == Kind.SYSLOG)) {
            block.error(
                    URL,
                    "this is no address for `" + Type.Choice.name(kind) + "`",
                    web ? "write `tls://HOST:6514`" : "write `https://HOST/PATH`");
            return Optional.empty();
        }
        boolean more = !url.getRawPath().isEmpty() || url.getRawQuery() != null;
        if (kind == Kind.SYSLOG && more) {
            block.error(URL, "syslog has no paths", "write `tls://HOST:6514`");
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case SYSLOG -> withPort(url);
                    case OTLP -> withPath(url);
                    case HTTP -> url;
                });
    }

    private static URI withPort(URI url) {
        int usual = url.getScheme().equals("tls") ? SYSLOG_TLS : SYSLOG_TCP;
        return url.getPort() >= 0 ? url : URI.create(url + ":" + usual);
    }

    private static URI withPath(URI url) {
        String path = url.getRawPath().replaceFirst("/$", "");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String whole = path.endsWith("/v1/logs") ? path : path + "/v1/logs";
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + whole + query);
    }

    private static Http http(Block block) {
        Map<String, Secret> headers = block.find(HEADERS).orElse(Map.of());
        headers.keySet().forEach(name -> requireHeader(block, name));
        var names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.putAll(headers);
        if (names.size() < headers.size()) {
            block.error(HEADERS, "a header is written twice", "keep one of them");
        }
        if (block.isSet(TOKEN) && names.containsKey("Authorization")) {
            block.error(TOKEN, "`headers` has `Authorization` already", "keep one of them");
        }
        return new Http(
                block.find(TOKEN).orElse(Secret.NONE), headers, block.get(FORMAT), block.get(GZIP));
    }

    private static void requireHeader(Block block, String name) {
        if (!HEADER.matcher(name).matches()) {
            block.error(HEADERS, name, "this is no name of a header", "");
        } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            block.error(HEADERS, name, "this header is made by Gatehouse", "leave it out");
        }
    }

    private static Tls tls(Block block, Checks checks) {
        Optional<Path> authorities = readable(block, CA);
        authorities.flatMap(checks::authorities).ifPresent(words -> block.error(CA, words, ""));
        Optional<Path> certificate = readable(block, CERTIFICATE);
        Optional<Path> key = readable(block, KEY);
        if (block.isSet(CERTIFICATE) != block.isSet(KEY)) {
            block.error(
                    block.isSet(KEY) ? KEY : CERTIFICATE,
                    "`certificate` and `key` belong together",
                    "write both files, or leave both");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return new Tls(authorities, Optional.empty());
        }
        checks.certificate(certificate.get(), key.get())
                .ifPresent(words -> block.error(CERTIFICATE, words, ""));
        return new Tls(authorities, Optional.of(new Tls.Own(certificate.get(), key.get())));
    }

    private static Optional<Path> readable(Block block, Setting<Path> setting) {
        Optional<Path> file = block.find(setting);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            block.error(setting, "there is no file that can be read", "");
            return Optional.empty();
        }
        return file;
    }
}
