package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.util.List;
import java.util.Map;

/**
 * The person who started the program and speaks to it over standard input or the command line. The
 * operating system has identified them; what they may do is what their roles say.
 *
 * @param name the user's name at the operating system; empty when it has none, as in a container
 *     that runs under a bare number
 * @param roles names of the roles that local users have
 * @param claims what else is known of them
 */
public record LocalUser(String name, List<String> roles, Map<String, Attribute> claims) {

    /** So that nobody from outside can be taken for a local user of the same name. */
    private static final String PREFIX = "local:";

    public LocalUser {
        name = name.isBlank() || name.equals("?") ? "unnamed" : name.strip();
        roles = List.copyOf(roles);
        claims = Map.copyOf(claims);
    }

    /** The user as a caller, such as {@code local:alice}. */
    public Caller caller() {
        return new Caller(PREFIX + name, roles, claims, Confines.ALL);
    }
}
