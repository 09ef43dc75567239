package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tools that each caller may call, worked out once for each policy, and each list of roles and
 * confines: policy looks at nothing else of a caller here.
 */
final class PermittedTools {

    private static final int MOST = 1024;

    private volatile @Nullable Snapshot snapshot;

    private record Key(List<String> roles, Confines confines, Set<String> all) {}

    private record Snapshot(Policy policy, Map<Key, Set<String>> known) {}

    /** Those of all tools that a caller may call under a policy. */
    Set<String> of(Caller caller, Policy policy, Set<String> all, Predicate<String> mayCall) {
        Map<Key, Set<String>> known = current(policy).known();
        Key key = new Key(caller.roles(), caller.confines(), all);
        Set<String> tools = known.get(key);
        if (tools == null) {
            tools = all.stream().filter(mayCall).collect(Collectors.toUnmodifiableSet());
            if (known.size() < MOST) {
                known.put(key, tools);
            }
        }
        return tools;
    }

    @SuppressWarnings("ReferenceEquality") // Only the very same policy counts.
    private Snapshot current(Policy policy) {
        Snapshot known = snapshot;
        if (known != null && known.policy() == policy) {
            return known;
        }
        var fresh = new Snapshot(policy, new ConcurrentHashMap<>());
        snapshot = fresh;
        return fresh;
    }
}
