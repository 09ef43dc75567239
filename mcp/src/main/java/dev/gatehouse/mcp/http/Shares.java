package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.peer.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Places of which each identity has the same number. Safe for many threads. */
final class Shares {

    private final int most;
    private final Map<Principal, Integer> taken = new ConcurrentHashMap<>();

    /**
     * @param most the most places of one identity
     */
    Shares(int most) {
        this.most = most;
    }

    /**
     * Takes a place at once.
     *
     * @throws HttpRefusal when this identity has none left
     */
    Place take(Principal principal, Supplier<HttpRefusal> full) {
        Place place = () -> taken.computeIfPresent(principal, (_, n) -> n > 1 ? n - 1 : null);
        if (taken.merge(principal, 1, Integer::sum) > most) {
            place.close();
            throw full.get();
        }
        return place;
    }
}
