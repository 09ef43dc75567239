package dev.gatehouse.core.ask;

import java.util.List;

/**
 * Somebody whose identity has been established. Only identity (and the bridge, for a caller that
 * was identified at the other end) creates one; every step of the journey takes one, so that
 * nothing runs for nobody.
 *
 * @param id stable name of the person or agent, as the audit trail shows it
 * @param roles names of the roles it has, in the order in which they were granted
 */
public record Caller(String id, List<String> roles) {

    public Caller {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a caller has a name");
        }
        roles = List.copyOf(roles);
    }
}
