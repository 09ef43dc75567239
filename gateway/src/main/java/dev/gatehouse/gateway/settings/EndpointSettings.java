package dev.gatehouse.gateway.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MCP over HTTP; {@code http} in the file.
 *
 * @param port 0 for any that is free
 * @param hosts the names under which clients may reach it, beside this machine's own
 * @param origins the web pages that may ask, beside its own
 * @param proxies the addresses and networks of proxies that are believed; {@code trusted_proxies}
 * @param badCredentials the most from one address in a minute; {@code max_bad_credentials}
 * @param unauthenticated whether everybody who can connect may ask; {@code without_authentication}
 * @param bodyBytes the longest body of a request
 * @param requests the most requests that are worked on at once
 * @param connections the most connections at once
 */
public record EndpointSettings(
        String host,
        int port,
        Set<String> hosts,
        Set<String> origins,
        Set<String> proxies,
        int badCredentials,
        boolean unauthenticated,
        Optional<Tls> tls,
        int bodyBytes,
        int requests,
        int connections,
        Sessions sessions) {

    /**
     * A certificate in PEM files that can be read.
     *
     * @param key its private key
     * @param clientAuthorities the authorities of the certificates of clients; {@code client_ca} in
     *     the file
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientAuthorities) {

        static final Setting<Path> CERTIFICATE =
                Setting.of(
                                "certificate",
                                new Type.File(),
                                "The server's certificate, and those that lead to its authority;"
                                        + " PEM.")
                        .absent("plain HTTP")
                        .option("--tls-certificate")
                        .example("/etc/gatehouse/certificate.pem");

        static final Setting<Path> KEY =
                Setting.of("key", new Type.File(), "Its private key; PEM, PKCS #8, not encrypted.")
                        .absent("plain HTTP")
                        .option("--tls-key")
                        .example("/etc/gatehouse/key.pem");

        static final Setting<Path> CLIENT_CA =
                Setting.of(
                                "client_ca",
                                new Type.File(),
                                "The certificates of the authorities that clients have theirs from;"
                                        + " PEM. `identity.certificates` says who they are.")
                        .absent("clients are not asked for certificates")
                        .example("/etc/gatehouse/clients.pem");

        static final Section SECTION =
                Section.of(
                        "tls",
                        "The certificate for HTTPS; both files or none.",
                        CERTIFICATE,
                        KEY,
                        CLIENT_CA);

        private static Optional<Tls> read(Block http, Checks checks) {
            Block block = http.block(SECTION);
            if (!http.has(SECTION) && !block.isSet(CERTIFICATE) && !block.isSet(KEY)) {
                return Optional.empty();
            }
            Optional<Path> certificate = needed(block, CERTIFICATE);
            Optional<Path> key = needed(block, KEY);
            Optional<Path> authorities = readable(block, CLIENT_CA);
            authorities
                    .flatMap(checks::authorities)
                    .ifPresent(words -> block.error(CLIENT_CA, words, ""));
            if (certificate.isEmpty() || key.isEmpty()) {
                return Optional.empty();
            }
            checks.certificate(certificate.get(), key.get())
                    .ifPresent(words -> block.error(CERTIFICATE, words, ""));
            return Optional.of(new Tls(certificate.get(), key.get(), authorities));
        }

        private static Optional<Path> needed(Block block, Setting<Path> setting) {
            if (!block.isSet(setting)) {
                block.error(
                        "`" + setting.name() + "` is missing", "write both files, or leave both");
            }
            return readable(block, setting);
        }

        private static Optional<Path> readable(Block block, Setting<Path> setting) {
            Optional<Path> file = block.find(setting);
            if (file.isPresent() && !Files.isRegularFile(file.get())) {
                block.error(setting, "there is no such file", "");
                return Optional.empty();
            }
            if (file.isPresent() && !Files.isReadable(file.get())) {
                block.error(
                        setting,
                        "the file cannot be read",
                        "let the user read it who runs Gatehouse");
                return Optional.empty();
            }
            return file;
        }
    }

    /**
     * What sessions may cost.
     *
     * @param max the most of all callers
     * @param maxPerCaller the most of one
     * @param idle how long one lives without a request; {@code idle_timeout} in the file
     */
    public record Sessions(int max, int maxPerCaller, Duration idle) {

        static final Setting<Integer> MAX =
                Setting.of(
                                "max",
                                new Type.Whole(1, 100_000),
                                "The most sessions of all callers; further ones are refused.")
                        .fallback("1000")
                        .example("1000");

        static final Setting<Integer> MAX_PER_CALLER =
                Setting.of(
                                "max_per_caller",
                                new Type.Whole(1, 100_000),
                                "The most sessions of one caller; a further one ends the longest"
                                        + " unused. Without authentication, all are one caller.")
                        .fallback("100")
                        .example("100");

        static final Setting<Duration> IDLE_TIMEOUT =
                Setting.of(
                                "idle_timeout",
                                new Type.Time(Duration.ofSeconds(1), Duration.ofHours(24)),
                                "How long a session lives without a request.")
                        .fallback("30m")
                        .example("30m");

        static final Section SECTION =
                Section.of(
                        "sessions", "What sessions may cost.", MAX, MAX_PER_CALLER, IDLE_TIMEOUT);

        private static Sessions read(Block block) {
            return new Sessions(block.get(MAX), block.get(MAX_PER_CALLER), block.get(IDLE_TIMEOUT));
        }
    }

    static final Setting<String> HOST =
            Setting.of("host", new Type.Text(), "The address to listen on.")
                    .fallback("127.0.0.1")
                    .option("--host")
                    .example("127.0.0.1");

    static final Setting<Integer> PORT =
            Setting.of("port", new Type.Whole(0, 65_535), "The port; 0 is any that is free.")
                    .fallback("8080")
                    .option("--port")
                    .example("8080");

    static final Setting<List<String>> ALLOWED_HOSTS =
            Setting.of(
                            "allowed_hosts",
                            new Type.ListOf<>(Type.HOST_NAME, 100),
                            "Further names by which clients reach the server, as behind a proxy.")
                    .absent("those of this machine, and `host`")
                    .option("--allow-host")
                    .example("[gate.example.com]");

    static final Setting<List<String>> ALLOWED_ORIGINS =
            Setting.of(
                            "allowed_origins",
                            new Type.ListOf<>(Type.ORIGIN, 100),
                            "Web pages that may ask (CORS).")
                    .absent("none")
                    .option("--allow-origin")
                    .example("['https://app.example.com']");

    static final Setting<List<String>> TRUSTED_PROXIES =
            Setting.of(
                            "trusted_proxies",
                            new Type.ListOf<>(Type.NETWORK, 100),
                            "The proxies that are believed when they say, in X-Forwarded-For, for"
                                    + " whom they ask; all others are taken for the client.")
                    .absent("none")
                    .example("[10.0.0.0/8, '::1']");

    static final Setting<Integer> MAX_BAD_CREDENTIALS =
            Setting.of(
                            "max_bad_credentials",
                            new Type.Whole(1, 1_000_000),
                            "How many bearer tokens from one address (of IPv6: from one /64"
                                    + " network) may be wrong in a minute; after that, those that"
                                    + " were not good from there before have to wait.")
                    .fallback("20")
                    .example("20");

    static final Setting<Boolean> WITHOUT_AUTHENTICATION =
            Setting.of(
                            "without_authentication",
                            new Type.Flag(),
                            "Listen beyond this machine, although everybody who can connect could"
                                    + " ask the databases.")
                    .fallback("false")
                    .option("--without-authentication")
                    .example("false");

    static final Setting<Long> MAX_BODY_BYTES =
            Setting.of(
                            "max_body_bytes",
                            new Type.Size(4L << 10, 8L << 20),
                            "The longest body of a request.")
                    .fallback("1MiB")
                    .example("1MiB");

    static final Setting<Integer> MAX_REQUESTS =
            Setting.of(
                            "max_requests",
                            new Type.Whole(1, 10_000),
                            "The most requests that are worked on at once; further ones are"
                                    + " refused.")
                    .fallback("256")
                    .example("256");

    static final Setting<Integer> MAX_CONNECTIONS =
            Setting.of(
                            "max_connections",
                            new Type.Whole(1, 100_000),
                            "The most connections at once; further ones wait.")
                    .fallback("1000")
                    .example("1000");

    static final Section SECTION =
            Section.of(
                            "http",
                            "MCP over HTTP, for `gatehouse serve`. Its options win over the file.",
                            HOST,
                            PORT,
                            ALLOWED_HOSTS,
                            ALLOWED_ORIGINS,
                            TRUSTED_PROXIES,
                            MAX_BAD_CREDENTIALS,
                            WITHOUT_AUTHENTICATION,
                            MAX_BODY_BYTES,
                            MAX_REQUESTS,
                            MAX_CONNECTIONS)
                    .with(Tls.SECTION, Sessions.SECTION);

    public EndpointSettings {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
        proxies = Set.copyOf(proxies);
    }

    static EndpointSettings read(Block block, IdentitySettings identity, Checks checks) {
        var settings =
                new EndpointSettings(
                        block.get(HOST),
                        block.get(PORT),
                        Set.copyOf(block.find(ALLOWED_HOSTS).orElse(List.of())),
                        Set.copyOf(block.find(ALLOWED_ORIGINS).orElse(List.of())),
                        proxies(block, checks),
                        block.get(MAX_BAD_CREDENTIALS),
                        block.get(WITHOUT_AUTHENTICATION),
                        Tls.read(block, checks),
                        Math.toIntExact(block.get(MAX_BODY_BYTES)),
                        block.get(MAX_REQUESTS),
                        block.get(MAX_CONNECTIONS),
                        Sessions.read(block.block(Sessions.SECTION)));
        if (identity.isWritten()) {
            settings.requireNoContradiction(block);
        } else {
            settings.requireGuarded(block, checks);
        }
        settings.requireAuthority(block, identity);
        return settings;
    }

    private static Set<String> proxies(Block block, Checks checks) {
        List<String> proxies = block.find(TRUSTED_PROXIES).orElse(List.of());
        proxies.stream()
                .flatMap(proxy -> checks.proxy(proxy).map(it -> "`" + proxy + "`: " + it).stream())
                .forEach(words -> block.error(TRUSTED_PROXIES, words, ""));
        return Set.copyOf(proxies);
    }

    private void requireNoContradiction(Block block) {
        if (unauthenticated) {
            block.error(
                    WITHOUT_AUTHENTICATION,
                    "`identity` says that everybody has to prove who they are",
                    "leave one of both out");
        }
    }

    /** Names in certificates are worth what the authority is worth that has issued them. */
    private void requireAuthority(Block block, IdentitySettings identity) {
        boolean authority = tls.flatMap(Tls::clientAuthorities).isPresent();
        if (identity.certificates().isPresent() && !block.block(Tls.SECTION).isSet(Tls.CLIENT_CA)) {
            block.error(
                    "`identity.certificates` needs `tls.client_ca`",
                    "name the authorities that clients have their certificates from");
        }
        if (authority && identity.certificates().isEmpty()) {
            block.block(Tls.SECTION)
                    .error(
                            Tls.CLIENT_CA,
                            "nobody is known by a certificate",
                            "write `identity: {certificates: {roles: ...}}`");
        }
    }

    private void requireGuarded(Block block, Checks checks) {
        if (block.isSet(HOST) && !unauthenticated && !checks.isOnlyThisMachine(host)) {
            block.error(
                    HOST,
                    "everybody who can connect could ask the databases: there is no authentication",
                    "say under `identity` who may ask; or listen on 127.0.0.1; or, where the network"
                            + " itself keeps others out, write `without_authentication: true`, or"
                            + " `--without-authentication` on the command line");
        }
    }
}
