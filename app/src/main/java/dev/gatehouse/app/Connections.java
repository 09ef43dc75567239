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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the settings say of a database, as the engine wants it. */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    static PostgresSettings of(DatabaseSettings settings) {
        PostgresSettings place = place(settings);
        PoolSettings pool = settings.pool();
        Bounds bounds =
                Bounds.DEFAULT
                        .withPool(pool.min(), pool.max())
                        .withOpenResults(pool.openResults(), pool.openTime())
                        .withPoolTime(pool.patience())
                        .withQueryTime(settings.limits().time())
                        .withResultBytes(resultBytes(settings.limits().bytes()))
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
    private static int resultBytes(long answerBytes) {
        return Math.toIntExact(Math.clamp(2 * answerBytes, Bounds.DEFAULT.resultBytes(), 1 << 30));
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
