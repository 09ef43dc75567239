package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.engine.SessionMapping;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One database to serve.
 *
 * @param user empty when nothing was said
 * @param schemas the schemas that exist; empty for every one that is not the system's
 * @param limits the most that one ask may cost
 * @param total the most statements of all callers together
 * @param session what sessions are told of callers
 * @param schemaRefresh how old what is known of its tables may become
 */
public record DatabaseSettings(
        String name,
        Target target,
        String user,
        Secret password,
        List<String> schemas,
        Limits limits,
        Rate total,
        PoolSettings pool,
        SessionMapping session,
        Duration schemaRefresh) {

    /** Where the database is. */
    public sealed interface Target {

        /** By its URL, which may hold a user and a password. */
        record Url(Secret url) implements Target {}

        /** By its parts. */
        record Parts(String host, int port, String dbname, SslMode sslMode) implements Target {}
    }

    static final Setting<Secret> URL =
            Setting.of(
                            "url",
                            new Type.Url(),
                            "Where the database is; instead of `host`, `port` and `dbname`, which"
                                    + " it wins over. May hold user and password.")
                    .absent("the parts")
                    .example("postgres://db.internal:5432/shop?sslmode=verify-full");

    static final Setting<String> HOST =
            Setting.of("host", new Type.Text(), "The host that the database runs on.")
                    .fallback("localhost")
                    .example("db.internal");

    static final Setting<Integer> PORT =
            Setting.of("port", new Type.Whole(1, 65_535), "The port that the database listens on.")
                    .fallback("5432")
                    .example("5432");

    static final Setting<String> DBNAME =
            Setting.of("dbname", new Type.Text(), "The database's own name on its server.")
                    .absent("needed without `url`")
                    .example("shop");

    static final Setting<String> USER =
            Setting.of("user", new Type.Text(), "The database role that reads.")
                    .absent("that of `url`")
                    .example("${env:SHOP_USER}");

    static final Setting<Secret> PASSWORD =
            Setting.of("password", new Type.Hidden(), "The password of `user`.")
                    .absent("that of `url`")
                    .example("${file:/run/secrets/shop}");

    static final Setting<SslMode> SSL_MODE =
            Setting.of(
                            "ssl_mode",
                            new Type.Choice<>(SslMode.class),
                            "How far the connection is encrypted and the server checked. With"
                                    + " `url`, say it there, as `sslmode`.")
                    .fallback("prefer")
                    .example("verify-full");

    static final Setting<List<String>> SCHEMAS =
            Setting.of(
                            "schemas",
                            new Type.ListOf<>(new Type.Text(), 1_000),
                            "The schemas that exist for callers, in the order in which unqualified"
                                    + " names are looked up.")
                    .absent("every schema that is not the system's")
                    .variable("SCHEMAS")
                    .example("[sales]");

    static final Setting<Boolean> READ_ONLY =
            Setting.of(
                            "read_only",
                            new Type.Flag(),
                            "Whether only reads are allowed. This version knows nothing else.")
                    .fallback("true")
                    .variable("READ_ONLY")
                    .example("true");

    static final Setting<Duration> SCHEMA_REFRESH =
            Setting.of(
                            "schema_refresh",
                            new Type.Time(Duration.ofSeconds(1), Duration.ofHours(1)),
                            "How old what is known of the tables may become. Past half of it, the"
                                    + " next call has it looked at again behind the scenes, which"
                                    + " costs the database one short question unless something has"
                                    + " changed.")
                    .fallback("5m")
                    .example("30s");

    static final Section SECTION =
            Section.of(
                            "databases",
                            "The databases to serve, by the names that callers use; the first is"
                                    + " the default.",
                            URL,
                            HOST,
                            PORT,
                            DBNAME,
                            USER,
                            PASSWORD,
                            SSL_MODE,
                            SCHEMAS,
                            READ_ONLY,
                            LimitSettings.MAX_ROWS,
                            LimitSettings.MAX_BYTES,
                            LimitSettings.MAX_CELL_BYTES,
                            LimitSettings.QUERY_TIMEOUT,
                            LimitSettings.MAX_COST,
                            LimitSettings.MAX_SCAN_ROWS,
                            LimitSettings.MAX_CONCURRENT,
                            LimitSettings.MAX_PER_MINUTE,
                            LimitSettings.MAX_PER_HOUR,
                            LimitSettings.MAX_TOTAL_PER_MINUTE,
                            LimitSettings.MAX_TOTAL_PER_HOUR,
                            LimitSettings.EXPLAIN_ANALYZE,
                            LimitSettings.EXPLAIN_TIMEOUT,
                            SCHEMA_REFRESH)
                    .with(PoolSettings.SECTION, SessionSettings.SECTION)
                    .perName("NAME", "shop");

    public DatabaseSettings {
        schemas = List.copyOf(schemas);
    }

    /**
     * Reads one.
     *
     * @param roles those that callers can have
     */
    static DatabaseSettings read(String name, Block block, Collection<String> roles) {
        checkReadOnly(block);
        return new DatabaseSettings(
                name,
                block.has(URL) ? url(block) : parts(block),
                block.find(USER).orElse(""),
                block.find(PASSWORD).orElse(Secret.NONE),
                block.find(SCHEMAS).orElse(List.of()),
                LimitSettings.ofDatabase(block),
                LimitSettings.totalOfDatabase(block),
                PoolSettings.read(block.block(PoolSettings.SECTION)),
                SessionSettings.read(block.block(SessionSettings.SECTION), roles),
                block.get(SCHEMA_REFRESH));
    }

    private static void checkReadOnly(Block block) {
        if (!block.get(READ_ONLY)) {
            block.error(
                    READ_ONLY,
                    "writes are not available in this version",
                    "set it to true, or leave it out");
        }
    }

    private static Target url(Block block) {
        Stream.of(HOST, PORT, DBNAME)
                .filter(block::has)
                .forEach(part -> block.warning(part, "`url` is used instead", "leave this out"));
        if (block.has(SSL_MODE)) {
            block.error(
                    SSL_MODE,
                    "`ssl_mode` has no effect beside `url`",
                    "write it into the URL, as `?sslmode="
                            + Type.Choice.name(block.get(SSL_MODE))
                            + "`");
        }
        return new Target.Url(block.find(URL).orElse(Secret.NONE));
    }

    private static Target parts(Block block) {
        if (!block.has(DBNAME)) {
            block.error(
                    "it is not said where the database is", "write `url`, or `host` and `dbname`");
        }
        return new Target.Parts(
                block.get(HOST),
                block.get(PORT),
                block.find(DBNAME).orElse(""),
                block.get(SSL_MODE));
    }
}
