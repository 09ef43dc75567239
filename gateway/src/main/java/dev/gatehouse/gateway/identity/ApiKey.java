package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key by which a program proves who it is. Its secret part is kept nowhere.
 *
 * @param id names it, in lists and in the audit trail; no secret
 * @param revoked since when it opens nothing any more
 * @param lastUsed when it was used last, to the minute
 */
public record ApiKey(
        String id,
        Grant grant,
        Instant created,
        Optional<Instant> revoked,
        Optional<Instant> lastUsed) {

    /** So that no key can be taken for a person of the same name. */
    private static final String PREFIX = "key:";

    /**
     * What a key is good for.
     *
     * @param name whom or what it is for, in words
     * @param roles names of the roles that whoever has it has
     * @param confines to which databases and tools of these it is narrowed, and to how many
     *     statements
     * @param expires the end of its time, if it has one
     */
    public record Grant(
            String name, List<String> roles, Confines confines, Optional<Instant> expires) {

        public Grant {
            roles = List.copyOf(roles);
        }
    }

    /** Whether it opens anything at that time. */
    public boolean isGood(Instant now) {
        return revoked.isEmpty() && grant.expires().filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** Whoever has it, as a caller, such as {@code key:k7f3q9x2m4pd}. */
    public Caller caller() {
        return new Caller(PREFIX + id, grant.roles(), Map.of(), grant.confines());
    }
}
