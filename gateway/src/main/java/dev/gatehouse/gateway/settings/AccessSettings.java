package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.sql.HashKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may see what.
 *
 * @param roles with the policy of each
 * @param policy of callers none of whose roles has one
 * @param localRoles of the user who starts the program
 * @param localClaims what else is known of that user
 * @param problems tells where what a database has against the policies is written
 */
public record AccessSettings(
        List<Role> roles,
        Optional<Rules> policy,
        List<String> localRoles,
        Map<String, Attribute> localClaims,
        AccessProblems problems) {

    /** The highest limit on statements of one caller. */
    public static final int MOST_QUERIES = 1_000_000;

    /** The name of the policy that has none; no other can have this one. */
    private static final String DEFAULT = "(default)";

    private static final Setting<List<String>> DATABASES =
            Setting.of(
                            "databases",
                            new Type.ListOf<>(new Type.Text(), 100),
                            "The databases that the role may use.")
                    .absent("all")
                    .example("[shop]");

    private static final Setting<List<String>> TOOLS =
            Setting.of(
                            "tools",
                            new Type.ListOf<>(new Type.Text(), 100),
                            "The tools that there are for the role.")
                    .absent("all")
                    .example("[list_tables, describe_table, query]");

    private static final Setting<String> POLICY =
            Setting.of("policy", new Type.Text(), "The name of its policy in `policies`.")
                    .absent("everything in `schemas` but foreign tables may be read")
                    .example("sales");

    static final Section ROLES =
            Section.of("roles", "What goes with the roles of callers.", DATABASES, TOOLS, POLICY)
                    .with(LimitSettings.OF_ROLE)
                    .perName("NAME", "analyst");

    private static final Setting<String> ROLE =
            Setting.of("role", new Type.Text(), "The role of the user who starts the program.")
                    .absent("none, and so `policy` holds")
                    .example("analyst");

    private static final Setting<Map<String, Attribute>> CLAIMS =
            Setting.of(
                            "claims",
                            new Type.MapOf<>(new Type.Claim(), 100),
                            "What row filters know of that user: texts, numbers, true or false,"
                                    + " lists.")
                    .absent("nothing but `id` and `roles`")
                    .example("{tenant: 1, regions: [north, west]}");

    private static final Section LOCAL =
            Section.of("local", "The user who starts the program.", ROLE, CLAIMS);

    static final Section IDENTITY =
            Section.of("identity", "Who callers are.", IdentitySettings.API_KEYS)
                    .with(LOCAL, OidcSettings.SECTION, CertificateSettings.SECTION);

    /** The secret of keyed hashes; stands at the top of the file. */
    static final Setting<Secret> MASK_KEY =
            Setting.of(
                            "mask_key",
                            new Type.Hidden(),
                            "The secret of keyed hashes in masks: at least 16 bytes. Another one"
                                    + " makes other hashes. Read with the policies.")
                    .absent("no keyed hashes")
                    .example("${file:/run/secrets/shop}");

    public AccessSettings {
        roles = List.copyOf(roles);
        localRoles = List.copyOf(localRoles);
        localClaims = Map.copyOf(localClaims);
    }

    /** Whether anything is said of who may see what; otherwise everybody may see everything. */
    public boolean isWritten() {
        return !roles.isEmpty() || policy.isPresent();
    }

    static AccessSettings read(Block root, Collection<String> databases, Collection<String> tools) {
        Optional<HashKey> key = key(root);
        RulePlaces places = new RulePlaces();
        Map<String, Rules> policies = new HashMap<>();
        root.block(PolicySettings.POLICIES)
                .entries()
                .forEach(
                        (name, one) ->
                                policies.put(name, PolicySettings.read(name, one, key, places)));
        List<Role> roles = new ArrayList<>();
        root.block(ROLES)
                .entries()
                .forEach((name, one) -> roles.add(role(name, one, policies, databases, tools)));
        Optional<Rules> otherwise =
                root.has(PolicySettings.POLICY)
                        ? Optional.of(
                                PolicySettings.read(
                                        DEFAULT, root.block(PolicySettings.POLICY), key, places))
                        : Optional.empty();
        Block identity = root.block(IDENTITY);
        Block local = identity.block(LOCAL);
        List<String> names = roles.stream().map(Role::name).toList();
        local.find(ROLE).ifPresent(name -> checkKnown(name, names, local, ROLE, "role"));
        if (!identity.has(OidcSettings.SECTION)
                && !identity.has(CertificateSettings.SECTION)
                && !identity.get(IdentitySettings.API_KEYS)) {
            warnOfNothing(roles, otherwise, local);
        }
        if (identity.has(OidcSettings.SECTION) && roles.isEmpty() && otherwise.isEmpty()) {
            warnOfEverything(identity.block(OidcSettings.SECTION));
        }
        return new AccessSettings(
                roles,
                otherwise,
                local.find(ROLE).stream().toList(),
                local.find(CLAIMS).orElse(Map.of()),
                new AccessProblems(places));
    }

    private static Optional<HashKey> key(Block root) {
        Optional<byte[]> bytes =
                root.find(MASK_KEY).map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8));
        if (bytes.isPresent() && bytes.get().length < HashKey.FEWEST_BYTES) {
            root.error(
                    MASK_KEY,
                    "the key is shorter than " + HashKey.FEWEST_BYTES + " bytes",
                    "use a long random one");
            return Optional.empty();
        }
        return bytes.map(HashKey::new);
    }

    private static Role role(
            String name,
            Block block,
            Map<String, Rules> policies,
            Collection<String> databases,
            Collection<String> tools) {
        List<String> own = block.find(DATABASES).orElse(List.of());
        own.forEach(each -> checkKnown(each, databases, block, DATABASES, "database"));
        List<String> called = block.find(TOOLS).orElse(List.of());
        called.forEach(each -> checkKnown(each, tools, block, TOOLS, "tool"));
        Optional<String> policy = block.find(POLICY);
        policy.ifPresent(each -> checkKnown(each, policies.keySet(), block, POLICY, "policy"));
        Rules rules =
                policy.map(policies::get).orElseGet(() -> Rules.open("(none of " + name + ")"));
        Block limits = block.block(LimitSettings.OF_ROLE);
        return new Role(
                name,
                Set.copyOf(own),
                Set.copyOf(called),
                rules,
                LimitSettings.ofRole(limits),
                LimitSettings.totalOfRole(limits));
    }

    private static void checkKnown(
            String name, Collection<String> known, Block block, Setting<?> setting, String what) {
        if (!known.contains(name)) {
            String help =
                    known.isEmpty()
                            ? "there is none"
                            : Suggestion.of(name, known.stream().sorted().toList());
            block.error(setting, "there is no " + what + " `" + Yaml.shown(name) + "`", help);
        }
    }

    private static void warnOfEverything(Block oidc) {
        oidc.warning(
                OidcSettings.ISSUER,
                "whoever has a token may read everything: there is no policy",
                "write `roles` and `policies`, or a `policy` for everybody");
    }

    private static void warnOfNothing(List<Role> roles, Optional<Rules> otherwise, Block local) {
        if (!roles.isEmpty() && otherwise.isEmpty() && !local.has(ROLE)) {
            local.warning(
                    ROLE,
                    "whoever starts the program has no role, and so sees nothing",
                    "write `identity: {local: {role: NAME}}`, or a `policy` for everybody");
        }
    }
}
