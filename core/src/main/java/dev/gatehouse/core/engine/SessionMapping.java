package dev.gatehouse.core.engine;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the sessions of a database are told of a caller. What cannot be told is not left out: the
 * ask is refused, because a rule of the database that misses something may show too much.
 *
 * @param settings which attribute of the caller goes into which setting of the session, in order
 * @param roles the database's role for each of Gatehouse's; empty when all read as the role that
 *     logs in
 */
public record SessionMapping(List<Source> settings, Map<String, String> roles) {

    /** Sessions are told nothing. */
    public static final SessionMapping NONE = new SessionMapping(List.of(), Map.of());

    private static final String HELP =
            "Nothing of the kind is known of this caller; whoever runs Gatehouse can change that";

    /** Where the value of a setting of the session comes from. */
    public record Source(String setting, String attribute) {}

    public SessionMapping {
        settings = List.copyOf(settings);
        roles = Map.copyOf(roles);
    }

    /**
     * What is told of this caller.
     *
     * @throws Refused when an attribute is not known or cannot be told, or when none of the
     *     caller's roles has one in the database although roles are mapped
     */
    public SessionContext of(Caller caller) {
        if (settings.isEmpty() && roles.isEmpty()) {
            return SessionContext.EMPTY;
        }
        Map<String, Attribute> known = caller.attributes();
        List<String> missing =
                settings.stream()
                        .map(Source::attribute)
                        .filter(attribute -> !known.containsKey(attribute))
                        .distinct()
                        .map(attribute -> ":caller." + attribute)
                        .toList();
        if (!missing.isEmpty()) {
            throw unmet("needs " + String.join(", ", missing));
        }
        return new SessionContext(told(known), role(caller));
    }

    private List<SessionContext.Told> told(Map<String, Attribute> known) {
        return settings.stream()
                .map(
                        source ->
                                new SessionContext.Told(
                                        source.setting(),
                                        SettingText.of(known.get(source.attribute()))
                                                .orElseThrow(() -> untellable(source))))
                .toList();
    }

    private static Refused untellable(Source source) {
        return unmet(
                "cannot be told :caller." + source.attribute() + ", for its length or letters");
    }

    /** That of the first of the caller's roles that has one. */
    private Optional<String> role(Caller caller) {
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> role =
                caller.roles().stream().filter(roles::containsKey).map(roles::get).findFirst();
        return Optional.of(role.orElseThrow(() -> unmet("needs one of the roles " + mapped())));
    }

    private String mapped() {
        return roles.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static Refused unmet(String need) {
        return new Refused(Code.RULE_UNMET, "the session in the database " + need, HELP);
    }
}
