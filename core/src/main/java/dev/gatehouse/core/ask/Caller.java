package dev.gatehouse.core.ask;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody whose identity has been established. Only identity (and the bridge, for a caller that
 * was identified at the other end) creates one; every step of the journey takes one, so that
 * nothing runs for nobody.
 *
 * @param id stable name of the person or agent, as the audit trail shows it
 * @param roles names of the roles it has, in the order in which they were granted
 * @param claims what else identity vouches for, by name; row filters may use it. What exists for a
 *     caller depends on its roles and confines alone, never on these
 * @param confines to what its credential is narrowed
 */
public record Caller(
        String id, List<String> roles, Map<String, Attribute> claims, Confines confines) {

    public Caller {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a caller has a name");
        }
        roles = List.copyOf(roles);
        claims = Map.copyOf(claims);
    }

    /**
     * Everything that a rule may know of the caller: the claims, {@code id} and {@code roles}. No
     * claim stands in for the last two.
     */
    public Map<String, Attribute> attributes() {
        Map<String, Attribute> attributes = new HashMap<>(claims);
        attributes.put("id", new Attribute.Text(id));
        attributes.put("roles", Attribute.Many.texts(roles));
        return Map.copyOf(attributes);
    }
}
