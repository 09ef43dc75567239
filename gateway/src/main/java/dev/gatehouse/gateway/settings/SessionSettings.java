package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.engine.SessionMapping;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the sessions of a database are told of callers. */
final class SessionSettings {

    private static final int MOST_SETTINGS = 50;
    private static final int MOST_ROLES = 100;

    /** The most bytes of a name in PostgreSQL. */
    private static final int LONGEST_NAME = 63;

    /** Only settings that somebody invented have a dot; the server's own have none. */
    private static final Pattern CUSTOM = Pattern.compile("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*");

    private static final Setting<Map<String, String>> SETTINGS =
            Setting.of(
                            "settings",
                            new Type.MapOf<>(new Type.Text(), MOST_SETTINGS),
                            "Settings of the session, and what each is told of the caller: `id`,"
                                    + " `roles`, or the name of a claim. A list is told as an array"
                                    + " in PostgreSQL's notation. An ask of a caller of whom one of"
                                    + " them is not known is refused.")
                    .absent("none")
                    .example("{app.user: id, app.roles: roles, app.tenant: tenant}");

    private static final Setting<Map<String, String>> ROLES =
            Setting.of(
                            "roles",
                            new Type.MapOf<>(new Type.Text(), MOST_ROLES),
                            "The role of the database that statements run as, by the role of the"
                                    + " caller: that of the first of the caller's roles that is"
                                    + " named here. An ask of a caller with none of them is"
                                    + " refused. The role that logs in must be allowed to take"
                                    + " them, and to read what is served.")
                    .absent("statements run as the role that logs in")
                    .example("{analyst: shop_analyst}");

    static final Section SECTION =
            Section.of(
                    "session",
                    "What the database is told of the caller with each statement, and forgets"
                            + " after it: for row level security.",
                    SETTINGS,
                    ROLES);

    private SessionSettings() {}

    /**
     * Reads the section.
     *
     * @param declared the roles that callers can have
     */
    static SessionMapping read(Block block, Collection<String> declared) {
        Map<String, String> settings = block.find(SETTINGS).orElse(Map.of());
        Map<String, String> roles = block.find(ROLES).orElse(Map.of());
        settings.keySet().forEach(name -> checkSetting(name, block));
        roles.keySet().forEach(name -> checkDeclared(name, declared, block));
        roles.values().forEach(role -> checkRole(role, block));
        List<SessionMapping.Source> sources =
                settings.entrySet().stream()
                        .map(each -> new SessionMapping.Source(each.getKey(), each.getValue()))
                        .toList();
        return new SessionMapping(sources, roles);
    }

    private static void checkSetting(String name, Block block) {
        if (name.length() > LONGEST_NAME || !CUSTOM.matcher(name).matches()) {
            block.error(
                    SETTINGS,
                    "`" + Yaml.shown(name) + "` is no setting for the use of applications",
                    "write two names in small letters with a dot between them, such as"
                            + " `app.tenant`, in no more than 63");
        }
    }

    private static void checkDeclared(String name, Collection<String> declared, Block block) {
        if (!declared.contains(name)) {
            String help =
                    declared.isEmpty()
                            ? "there is none; declare it under `roles` at the top of the file"
                            : Suggestion.of(name, declared.stream().sorted().toList());
            block.error(ROLES, "there is no role `" + Yaml.shown(name) + "`", help);
        }
    }

    /** To the database, {@code none} would be the role that logged in. */
    private static void checkRole(String role, Block block) {
        boolean tooLong = role.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
        if (tooLong || role.equals("none")) {
            block.error(
                    ROLES,
                    "`" + Yaml.shown(role) + "` cannot be a role of the database",
                    "write the name of one that was made with `CREATE ROLE`, without quotes");
        }
    }
}
