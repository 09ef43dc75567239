package dev.gatehouse.app;

import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.engines.postgres.PostgresEngine;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a database is first met: the grammar of its version is loaded, and where it is
 * not what the settings take it for, a warning says so.
 */
final class Meeting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);

    private final Set<GrammarVersion> met = ConcurrentHashMap.newKeySet();
    private final LateDialect dialect;
    private final FaultLog faults;
    private volatile boolean closed;

    Meeting(LateDialect dialect, FaultLog faults) {
        this.dialect = dialect;
        this.faults = faults;
    }

    /** Makes ready for a database. */
    void meet(DatabaseSettings database, PostgresEngine engine, PoliciesInForce policies) {
        try {
            int major = engine.serverMajor();
            GrammarVersion version = GrammarVersion.nearest(major);
            if (met.add(version)) {
                Thread.ofPlatform().daemon().name("grammar").start(() -> load(version));
            }
            mismatch(database.name(), major).ifPresent(LOG::warn);
            List<String> missing = new ArrayList<>(database.schemas());
            missing.removeAll(engine.catalog(false).schemas());
            if (!missing.isEmpty()) {
                LOG.warn("database {} has no schema {}", database.name(), missing);
            }
            if (policies.policy() instanceof CheckedPolicy checked) {
                checked.met(database.name(), engine.catalog(false));
            }
        } catch (Refused away) {
            // The engine has said so already.
        }
    }

    /** What to say of a server that is older or newer than the grammars that there are. */
    static Optional<String> mismatch(String database, int serverMajor) {
        int read = GrammarVersion.nearest(serverMajor).major();
        return read == serverMajor
                ? Optional.empty()
                : Optional.of(
                        "database %s runs PostgreSQL %d; its SQL is read with the grammar of %d"
                                .formatted(database, serverMajor, read));
    }

    /** Loads a grammar, unless the program ends meanwhile. */
    void load(GrammarVersion version) {
        try {
            dialect.warmUp(version);
        } catch (RuntimeException failure) {
            // Whoever needs the grammar will meet the same failure, unless it is that all is over.
            if (!closed) {
                faults.report(failure);
            }
        }
    }

    /** From now on, a grammar that cannot be loaded is no news. */
    @Override
    public void close() {
        closed = true;
    }
}
