package dev.gatehouse.app;

import dev.gatehouse.engines.postgres.Bounds;
import dev.gatehouse.engines.postgres.PostgresSettings;
import dev.gatehouse.engines.postgres.PostgresUrl;
import dev.gatehouse.engines.postgres.SslMode;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.PoolSettings;

/** What the settings say of a database, as the engine wants it. */
final class Connections {

    private Connections() {}

    static PostgresSettings of(DatabaseSettings settings) {
        PostgresSettings place = place(settings);
        PoolSettings pool = settings.pool();
        Bounds bounds =
                Bounds.DEFAULT
                        .withPool(pool.min(), pool.max())
                        .withPoolTime(pool.patience())
                        .withQueryTime(settings.limits().time());
        return (settings.password().isPresent()
                        ? place.withPassword(settings.password()::reveal)
                        : place)
                .withBounds(bounds);
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
