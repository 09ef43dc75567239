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
 * database, each policy, and each list of roles: policy looks at nothing else of a caller here.
 * What one policy showed is never shown under another.
 */
final class VisibleCatalogs {

    private static final int MOST_ROLE_LISTS = 256;

    private final String database;
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(Catalog whole, Policy policy, Map<List<String>, Catalog> byRoles) {
        Snapshot(Catalog whole, Policy policy) {
            this(whole, policy, new ConcurrentHashMap<>());
        }

        /** Only the very same ones count. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Catalog other, Policy another) {
            return whole == other && policy == another;
        }
    }

    VisibleCatalogs(String database) {
        this.database = database;
    }

    /** What of {@code whole} exists for the caller under a policy. */
    Catalog of(Caller caller, Policy policy, Catalog whole) {
        Snapshot current = current(whole, policy);
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

    private Snapshot current(Catalog whole, Policy policy) {
        Snapshot known = snapshot;
        if (known != null && known.isOf(whole, policy)) {
            return known;
        }
        var fresh = new Snapshot(whole, policy);
        snapshot = fresh;
        return fresh;
    }
}
