package dev.gatehouse.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are taken, and what becomes of their claims. A claim is named by its name, or by the
 * way to it with dots ({@code realm_access.roles}).
 *
 * @param issuer who must have issued a token, letter by letter (RFC 8414, section 2)
 * @param audience whom it must be for: this server (RFC 8707)
 * @param skew how far the clocks of issuer and server may be apart
 * @param id the claim that names the caller
 * @param roleClaim the claim whose values stand for roles; empty when none does
 * @param roles the roles, by those values, in the order in which they are granted
 * @param attributes the claims that row filters may know, by the names that they have there
 * @param included what scopes stand for beside themselves
 */
public record TokenRules(
        String issuer,
        String audience,
        Duration skew,
        String id,
        Optional<String> roleClaim,
        Map<String, String> roles,
        Map<String, String> attributes,
        Map<String, List<String>> included) {

    public TokenRules {
        requireNonNull(issuer, "issuer is null");
        requireNonNull(audience, "audience is null");
        requireNonNull(id, "id is null");
        requireNonNull(roleClaim, "roleClaim is null");
        if (skew.isNegative()) {
            throw new IllegalArgumentException("skew is negative");
        }
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        attributes = Map.copyOf(attributes);
        included = Map.copyOf(included);
    }

    /** The roles for these values of the claim; what stands for none is left out. */
    List<String> rolesFor(Set<String> values) {
        return roles.entrySet().stream()
                .filter(entry -> values.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    /** These scopes and all that they stand for (MCP, scope hierarchies). */
    Set<String> withIncluded(Collection<String> granted) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(granted);
        while (!open.isEmpty()) {
            String scope = open.pop();
            if (all.add(scope)) {
                open.addAll(included.getOrDefault(scope, List.of()));
            }
        }
        return Collections.unmodifiableSet(all);
    }
}
