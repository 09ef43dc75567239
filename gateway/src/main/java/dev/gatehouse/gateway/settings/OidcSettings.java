package dev.gatehouse.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tokens of an authorization server; {@code identity.oidc} in the file.
 *
 * @param issuer the issuer identifier of the authorization server
 * @param audience what tokens for this server name as their audience
 * @param resource the address of the MCP endpoint as clients know it
 * @param jwks where the keys of the issuer are; empty when the issuer is asked
 * @param claims what becomes of the claims
 * @param scopes what tokens have to be good for
 * @param times of clocks and keys
 */
public record OidcSettings(
        String issuer,
        String audience,
        URI resource,
        Optional<URI> jwks,
        Mapping claims,
        Scopes scopes,
        Times times) {

    /**
     * What becomes of the claims of a token.
     *
     * @param id the claim that names the caller
     * @param roleClaim the claim whose values stand for roles
     * @param roles the roles, by those values, in the order of the file
     * @param attributes the claims that row filters know, by the names that they have there
     */
    public record Mapping(
            String id,
            Optional<String> roleClaim,
            Map<String, String> roles,
            Map<String, String> attributes) {

        public Mapping {
            roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * What tokens have to be good for.
     *
     * @param required for anything at all
     * @param ofTools for single tools, by their names
     * @param included what scopes stand for beside themselves
     */
    public record Scopes(
            List<String> required,
            Map<String, List<String>> ofTools,
            Map<String, List<String>> included) {

        public Scopes {
            required = List.copyOf(required);
            ofTools = Collections.unmodifiableMap(new TreeMap<>(ofTools));
            included = Map.copyOf(included);
        }

        /** All that anything needs. */
        public List<String> all() {
            return Stream.concat(required.stream(), ofTools.values().stream().flatMap(List::stream))
                    .distinct()
                    .toList();
        }
    }

    /**
     * Times of clocks and keys.
     *
     * @param skew how far the clocks of issuer and server may be apart
     * @param refresh from which age on keys are read again
     * @param cooldown how long the issuer is left alone after each reading
     * @param keep how long keys are used that cannot be read again
     */
    public record Times(Duration skew, Duration refresh, Duration cooldown, Duration keep) {}

    static final Setting<String> ISSUER =
            Setting.of(
                            "issuer",
                            Type.HTTPS_URL,
                            "The issuer identifier of the authorization server, letter by letter as"
                                    + " it is in its tokens.")
                    .absent("must be written")
                    .example("https://id.example.com");

    private static final Setting<String> AUDIENCE =
            Setting.of(
                            "audience",
                            new Type.Text(),
                            "What tokens for this server have as their audience (`aud`): its"
                                    + " address, as a rule.")
                    .absent("must be written")
                    .example("https://gatehouse.example.com/mcp");

    private static final Setting<String> RESOURCE =
            Setting.of(
                            "resource",
                            Type.HTTPS_URL,
                            "The address of the MCP endpoint as clients know it.")
                    .absent("`audience`")
                    .example("https://gatehouse.example.com/mcp");

    private static final Setting<String> JWKS_URI =
            Setting.of(
                            "jwks_uri",
                            Type.HTTPS_URL,
                            "Where the keys of the issuer are, if it publishes no metadata.")
                    .absent("the issuer is asked")
                    .example("https://id.example.com/keys.json");

    private static final Setting<String> ID_CLAIM =
            Setting.of("id_claim", new Type.Text(), "The claim that names the caller.")
                    .fallback("sub")
                    .example("sub");

    private static final Setting<String> ROLES_CLAIM =
            Setting.of(
                            "roles_claim",
                            new Type.Text(),
                            "The claim whose values stand for roles; dots lead into objects, as in"
                                    + " `realm_access.roles`.")
                    .absent("nobody has a role by a token")
                    .example("groups");

    private static final Setting<Map<String, String>> ROLES =
            Setting.of(
                            "roles",
                            new Type.MapOf<>(new Type.Text(), 1_000),
                            "The role for each value of `roles_claim`; other values stand for"
                                    + " nothing.")
                    .absent("nobody has a role by a token")
                    .example("{data-analysts: analyst}");

    private static final Setting<Map<String, String>> ATTRIBUTES =
            Setting.of(
                            "attributes",
                            new Type.MapOf<>(new Type.Text(), 100),
                            "The claims that row filters know of the caller, by the names that they"
                                    + " have there.")
                    .absent("nothing but `id` and `roles`")
                    .example("{tenant: tenant_id}");

    private static final Setting<List<String>> REQUIRED_SCOPES =
            Setting.of(
                            "required_scopes",
                            new Type.ListOf<>(Type.SCOPE, 20),
                            "The scopes that every request needs; clients ask for these first.")
                    .absent("none; clients ask first for all that is in `scopes`")
                    .example("['gatehouse:read']");

    private static final Setting<Map<String, String>> SCOPES =
            Setting.of(
                            "scopes",
                            new Type.MapOf<>(Type.SCOPES, 100),
                            "The scopes that single tools need, by the names of the tools, with"
                                    + " spaces between. A tool out of reach is not listed;"
                                    + " resources and prompts need what `list_tables` and"
                                    + " `describe_table` need.")
                    .absent("none")
                    .example("{query: 'gatehouse:query'}");

    private static final Setting<Map<String, String>> SCOPE_INCLUDES =
            Setting.of(
                            "scope_includes",
                            new Type.MapOf<>(Type.SCOPES, 100),
                            "The scopes that a broader one stands for, with spaces between.")
                    .absent("each stands for itself")
                    .example("{'gatehouse:all': 'gatehouse:read gatehouse:query'}");

    private static final Setting<Duration> CLOCK_SKEW =
            Setting.of(
                            "clock_skew",
                            new Type.Time(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                            "How far the clocks of issuer and server may be apart.")
                    .fallback("30s")
                    .example("30s");

    private static final Setting<Duration> JWKS_REFRESH =
            Setting.of(
                            "jwks_refresh",
                            new Type.Time(Duration.ofMinutes(1), Duration.ofHours(24)),
                            "The age from which on the issuer's keys are read again.")
                    .fallback("10m")
                    .example("10m");

    private static final Setting<Duration> JWKS_COOLDOWN =
            Setting.of(
                            "jwks_cooldown",
                            new Type.Time(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                            "How long the issuer is left alone after each reading, also when tokens"
                                    + " name keys that are not known.")
                    .fallback("30s")
                    .example("30s");

    private static final Setting<Duration> JWKS_KEEP =
            Setting.of(
                            "jwks_keep",
                            new Type.Time(Duration.ofMinutes(1), Duration.ofDays(30)),
                            "How old keys may become while the issuer cannot be reached.")
                    .fallback("24h")
                    .example("24h");

    static final Section SECTION =
            Section.of(
                    "oidc",
                    "Callers over HTTP with tokens of an authorization server (OAuth 2.1, JWT).",
                    ISSUER,
                    AUDIENCE,
                    RESOURCE,
                    JWKS_URI,
                    ID_CLAIM,
                    ROLES_CLAIM,
                    ROLES,
                    ATTRIBUTES,
                    REQUIRED_SCOPES,
                    SCOPES,
                    SCOPE_INCLUDES,
                    CLOCK_SKEW,
                    JWKS_REFRESH,
                    JWKS_COOLDOWN,
                    JWKS_KEEP);

    static Optional<OidcSettings> read(Block identity, Collection<String> roles, Checks checks) {
        return identity.has(SECTION)
                ? read(identity.block(SECTION), roles, checks.toolNames())
                : Optional.empty();
    }

    private static Optional<OidcSettings> read(
            Block block, Collection<String> roles, Collection<String> tools) {
        requireWritten(block, ISSUER, "write the issuer identifier of the authorization server");
        requireWritten(block, AUDIENCE, "write the address of this server, as clients know it");
        Optional<String> issuer = block.find(ISSUER);
        Optional<String> audience = block.find(AUDIENCE);
        Optional<URI> resource = audience.flatMap(it -> resource(block, it));
        Mapping claims = mapping(block, roles);
        Scopes scopes = scopes(block, tools);
        Times times = times(block);
        Optional<URI> jwks = block.find(JWKS_URI).map(URI::create);
        if (issuer.isEmpty() || audience.isEmpty() || resource.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OidcSettings(
                        issuer.get(), audience.get(), resource.get(), jwks, claims, scopes, times));
    }

    private static void requireWritten(Block block, Setting<?> setting, String help) {
        if (!block.isSet(setting)) {
            block.error("`" + setting.name() + "` is missing", help);
        }
    }

    /** An audience need not be an address, but what clients are told of must be one. */
    private static Optional<URI> resource(Block block, String audience) {
        if (block.isSet(RESOURCE)) {
            return block.find(RESOURCE).map(URI::create);
        }
        if (!Type.HTTPS_URL.shape().matcher(audience).matches()) {
            block.error(
                    AUDIENCE,
                    "this audience is no address",
                    "write the address of the server beside it, as `resource`");
            return Optional.empty();
        }
        return Optional.of(URI.create(audience));
    }

    private static Mapping mapping(Block block, Collection<String> known) {
        Map<String, String> roles = block.find(ROLES).orElse(Map.of());
        roles.forEach((value, role) -> block.checkKnown(ROLES, value, role, known, "role"));
        if (block.has(ROLES) != block.has(ROLES_CLAIM)) {
            block.error(
                    block.has(ROLES) ? ROLES : ROLES_CLAIM,
                    "`roles_claim` and `roles` belong together",
                    "write the claim, and which role each of its values stands for");
        }
        return new Mapping(
                block.get(ID_CLAIM),
                block.find(ROLES_CLAIM),
                roles,
                block.find(ATTRIBUTES).orElse(Map.of()));
    }

    private static Scopes scopes(Block block, Collection<String> tools) {
        Map<String, List<String>> ofTools = split(block.find(SCOPES).orElse(Map.of()));
        ofTools.keySet().forEach(tool -> block.checkKnown(SCOPES, tool, tool, tools, "tool"));
        return new Scopes(
                block.find(REQUIRED_SCOPES).orElse(List.of()),
                ofTools,
                split(block.find(SCOPE_INCLUDES).orElse(Map.of())));
    }

    private static Map<String, List<String>> split(Map<String, String> written) {
        return written.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Arrays.asList(entry.getValue().split(" "))));
    }

    private static Times times(Block block) {
        return new Times(
                block.get(CLOCK_SKEW),
                block.get(JWKS_REFRESH),
                block.get(JWKS_COOLDOWN),
                block.get(JWKS_KEEP));
    }
}
