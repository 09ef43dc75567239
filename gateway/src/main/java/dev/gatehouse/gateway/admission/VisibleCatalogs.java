package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of one database that each caller may know of, worked out once for each snapshot of the
 * database and each list of roles: policy looks at nothing else of a caller here.
 */
final class VisibleCatalogs {

    private static final int MOST_ROLE_LISTS = 256;

    private final String database;
    private final Policy policy;
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(Catalog whole, Map<List<String>, Catalog> byRoles) {
        Snapshot(Catalog whole) {
            this(whole, new ConcurrentHashMap<>());
        }
    }

    VisibleCatalogs(String database, Policy policy) {
        this.database = database;
        this.policy = policy;
    }

    /** What of {@code whole} exists for the caller. */
    Catalog of(Caller caller, Catalog whole) {
        Snapshot current = current(whole);
        Catalog known = current.byRoles().get(caller.roles());
        if (known != null) {
            return known;
        }
        Catalog sight = policy.visible(caller, database, whole);
        if (current.byRoles().size() < MOST_ROLE_LISTS) {
            current.byRoles().put(caller.roles(), sight);
        }
        return sight;
    }

    private Snapshot current(Catalog whole) {
        Snapshot known = snapshot;
        if (known != null && known.whole() == whole) {
            return known;
        }
        var fresh = new Snapshot(whole);
        snapshot = fresh;
        return fresh;
    }
}
