package dev.gatehouse.app;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.engines.postgres.Bounds;
import dev.gatehouse.engines.postgres.PostgresSettings;
import dev.gatehouse.engines.postgres.PostgresUrl;
import dev.gatehouse.engines.postgres.SslMode;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.PoolSettings;
import dev.gatehouse.gateway.settings.Secret;
import dev.gatehouse.gateway.settings.SecretUnavailable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the settings say of a database, as the engine wants it. */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final int PARTS = 4;

    private Connections() {}

    /**
     * @param memory the bytes that are set aside for one result, unless an answer may be larger
     */
    static PostgresSettings of(DatabaseSettings settings, long memory) {
        PostgresSettings place = place(settings);
        PoolSettings pool = settings.pool();
        Bounds bounds =
                Bounds.DEFAULT
                        .withPool(pool.min(), pool.max())
                        .withOpenResults(pool.openResults(), pool.openTime())
                        .withPoolTime(pool.patience())
                        .withQueryTime(settings.limits().time())
                        .withResultBytes(resultBytes(settings.limits().bytes(), memory))
                        .withCatalogAge(settings.schemaRefresh());
        return (settings.password().isPresent()
                        ? place.withPassword(() -> revealed(settings.password()))
                        : place)
                .withBounds(bounds)
                .withSessionRoles(settings.session().roles().values());
    }

    /** A file that is being exchanged may be away for a moment: the database is, then, too. */
    private static String revealed(Secret password) {
        try {
            return password.reveal();
        } catch (SecretUnavailable gone) {
            LOG.warn("the password of a database cannot be read: {}", gone.getMessage());
            throw new Refused(
                    Code.DATABASE_UNAVAILABLE,
                    "the password for the database cannot be read",
                    "Try again later. Whoever runs Gatehouse can see why in its log.");
        }
    }

    /** Twice what an answer may hold: rows are told apart from their values only later. */
    private static int resultBytes(long answerBytes, long memory) {
        long least = Math.min(memory, Bounds.DEFAULT.resultBytes());
        return Math.toIntExact(Math.clamp(2 * answerBytes, least, 1 << 30));
    }

    /**
     * The bytes that one result may take: all that can be under way at once take no more than a
     * quarter of the heap, because each is there several times while it becomes an answer.
     */
    static long memory(List<DatabaseSettings> databases) {
        int most = databases.stream().mapToInt(each -> each.pool().max()).sum();
        return Runtime.getRuntime().maxMemory() / PARTS / most;
    }

    private static PostgresSettings place(DatabaseSettings settings) {
        return switch (settings.target()) {
            case DatabaseSettings.Target.Url url -> {
                PostgresSettings found = PostgresUrl.parse(url.url().reveal(), user(settings));
                yield settings.user().isEmpty() ? found : found.withUser(settings.user());
            }
            case DatabaseSettings.Target.Parts parts ->
                    new PostgresSettings(parts.host(), parts.port(), parts.dbname(), user(settings))
                            .withSsl(SslMode.valueOf(parts.sslMode().name()));
        };
    }

    /** As with PostgreSQL's own programs, whoever does not say who they are is the local user. */
    private static String user(DatabaseSettings settings) {
        return settings.user().isEmpty()
                ? System.getProperty("user.name", "postgres")
                : settings.user();
    }
}
