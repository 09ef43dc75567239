package dev.gatehouse.app;

import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Dialect;
import dev.gatehouse.engines.postgres.PoolUse;
import dev.gatehouse.engines.postgres.PostgresEngine;
import dev.gatehouse.gateway.admission.Capacity;
import dev.gatehouse.gateway.admission.Databases;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.PoolSettings;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** What runs statements on each database of the settings. Opening them connects to nothing. */
final class Engines implements AutoCloseable {

    private final List<DatabaseSettings> databases;
    private final Map<String, PostgresEngine> engines = new LinkedHashMap<>();

    /**
     * @param changed hears that the tables of one of them have changed
     */
    Engines(List<DatabaseSettings> databases, InstantSource clock, Runnable changed) {
        this.databases = databases;
        long memory = Connections.memory(databases);
        databases.forEach(
                each ->
                        engines.put(
                                each.name(),
                                PostgresEngine.open(Connections.of(each, memory), clock, changed)));
    }

    private PostgresEngine engine(DatabaseSettings database) {
        return Objects.requireNonNull(engines.get(database.name()));
    }

    /** That of a database which the settings name. */
    Engine of(String database) {
        return Objects.requireNonNull(engines.get(database), database);
    }

    /** All of them, by name. */
    Map<String, PostgresEngine> byName() {
        return engines;
    }

    /** The schemas that are served of each database; none where all are. */
    Map<String, List<String>> schemas() {
        return databases.stream()
                .collect(Collectors.toMap(DatabaseSettings::name, DatabaseSettings::schemas));
    }

    /** The databases, for whoever admits asks to them. */
    List<Databases.Offer> offers(Dialect dialect) {
        return databases.stream().map(each -> offer(each, dialect)).toList();
    }

    private Databases.Offer offer(DatabaseSettings settings, Dialect dialect) {
        PoolSettings pool = settings.pool();
        return new Databases.Offer(
                new Database(
                        settings.name(),
                        dialect,
                        engine(settings),
                        settings.limits(),
                        settings.session()),
                new Capacity(pool.max(), pool.queue(), pool.patience()),
                settings.total());
    }

    /** Connects, on threads of their own. */
    void warmUp(Meeting meeting, PoliciesInForce policies) {
        engines.values().forEach(PostgresEngine::warmUp);
        databases.forEach(
                each -> Thread.ofVirtual().start(() -> meeting.meet(each, engine(each), policies)));
    }

    /** Has old copies of what there is renewed, behind the scenes. */
    void look() {
        engines.values().forEach(PostgresEngine::known);
    }

    /** Whether each can be asked, by name; asks them all at once. */
    Map<String, Boolean> reachable() {
        Map<String, Boolean> reachable = new ConcurrentHashMap<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            engines.forEach(
                    (name, engine) ->
                            asking.execute(() -> reachable.put(name, isReachable(engine))));
        }
        return reachable;
    }

    private static boolean isReachable(PostgresEngine engine) {
        try {
            engine.serverMajor();
            return true;
        } catch (Refused away) {
            return false;
        }
    }

    /** The connections of each just now, by name. */
    Map<String, PoolUse> use() {
        return engines.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().use()));
    }

    @Override
    public void close() {
        engines.values().forEach(PostgresEngine::close);
    }
}
