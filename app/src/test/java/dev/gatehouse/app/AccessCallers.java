package dev.gatehouse.app;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.app.AccessCaller.Known;
import dev.gatehouse.app.AccessCaller.Opening;
import dev.gatehouse.app.AccessCaller.Standing;
import dev.gatehouse.app.AccessCaller.Stranger;
import dev.gatehouse.app.AccessLine.Era;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The columns of the matrix. */
final class AccessCallers implements AutoCloseable {

    private static final String METADATA = "resource_metadata=\"https://gatehouse\\.example/\\S+\"";
    private static final String SCOPE = ", scope=\"gatehouse:read\"";
    private static final String ALL_SCOPES = "gatehouse:read gatehouse:query gatehouse:schema";

    private static final String INVALID = "CREDENTIALS_INVALID";

    private static final Stranger NOBODY =
            new Stranger(401, "Bearer " + METADATA + SCOPE, "CREDENTIALS_MISSING");
    private static final Stranger BAD_KEY =
            new Stranger(401, "Bearer realm=\"gatehouse\", error=\"invalid_token\"", INVALID);

    private static final AccessRights CLERK =
            AccessRights.of("zqlibrary", Set.of("list_tables", "describe_table"));

    private final AccessWorld world;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HttpClient> secure = new ArrayList<>();
    private final String boss;

    /** Somebody in whose session others try to act. */
    private final AccessLine.Http victim;

    AccessCallers(AccessWorld world) throws Exception {
        this.world = world;
        this.boss = key(List.of("boss"), Confines.ALL);
        this.victim = boss(Era.HANDSHAKE);
        victim.open();
    }

    /** Somebody who may do everything. */
    AccessLine.Http boss(Era era) {
        return http(era, "Bearer " + boss);
    }

    /** The same in the session that others try to use. */
    AccessLine victim() {
        return victim;
    }

    private String key(List<String> roles, Confines confines) throws Exception {
        return world.key(roles, confines, Optional.empty());
    }

    private AccessLine.Http http(Era era, String... authorization) {
        return new AccessLine.Http(client, world.address(), era, List.of(authorization));
    }

    List<AccessCaller> all() throws Exception {
        return Stream.of(
                        strangers(),
                        badKeys(),
                        keys(),
                        badTokens(),
                        tokens(),
                        certificates(),
                        local())
                .flatMap(List::stream)
                .toList();
    }

    /** Somebody who is turned away, in a session of somebody else too. */
    private AccessCaller stranger(String name, Stranger standing, String... authorization) {
        return AccessCaller.of(
                name,
                standing,
                era ->
                        new AccessLine.Bare(
                                world.address(), era, List.of(authorization), victim.session()));
    }

    private List<AccessCaller> strangers() {
        return List.of(
                stranger("nobody", NOBODY),
                stranger("another scheme", NOBODY, "Basic YTpi"),
                stranger("two tokens", ambiguous(), "Bearer " + boss, "Bearer " + boss),
                stranger("a key without its scheme", NOBODY, boss),
                stranger("an empty token", badToken("the token is no signed JWT"), "Bearer"),
                stranger("nonsense", badToken("the token is no signed JWT"), "Bearer a.b.c"));
    }

    private static Stranger ambiguous() {
        return new Stranger(
                400, "Bearer error=\"invalid_request\", .*" + METADATA + SCOPE, INVALID);
    }

    private List<AccessCaller> badKeys() throws Exception {
        String revoked = key(List.of("boss"), Confines.ALL);
        world.revoke(revoked);
        String over =
                world.key(
                        List.of("boss"), Confines.ALL, Optional.of(Instant.now().minusSeconds(1)));
        return List.of(
                stranger("an unknown key", BAD_KEY, "Bearer ghk_aaaaaaaaaaaa_" + "A".repeat(43)),
                stranger("half a key", BAD_KEY, "Bearer " + boss.substring(0, 30)),
                stranger("a key with another secret", BAD_KEY, "Bearer " + altered(boss)),
                stranger("a revoked key", BAD_KEY, "Bearer " + revoked),
                stranger("a key that is over", BAD_KEY, "Bearer " + over),
                AccessCaller.of("a key revoked in its session", BAD_KEY, this::revokedInSession));
    }

    private static String altered(String key) {
        return key.substring(0, key.length() - 2) + (key.endsWith("AA") ? "BB" : "AA");
    }

    private AccessLine revokedInSession(Era era) throws Exception {
        String key = key(List.of("boss"), Confines.ALL);
        AccessLine.Http line = http(era, "Bearer " + key);
        line.open();
        world.revoke(key);
        return new AccessLine.Bare(world.address(), era, List.of("Bearer " + key), line.session());
    }

    private AccessCaller keyOf(List<String> roles, Confines confines, AccessRights rights)
            throws Exception {
        String key = key(roles, confines);
        String name = "a key of " + roles + " for " + confines.databases() + " " + confines.tools();
        return AccessCaller.of(name, known(key, rights), era -> http(era, "Bearer " + key));
    }

    private static Known known(String key, AccessRights rights) {
        return new Known("key:" + AccessWorld.id(key), rights);
    }

    private List<AccessCaller> keys() throws Exception {
        Set<String> query = Set.of("query");
        AccessRights bank = AccessRights.of("zqbank", AccessRights.ALL_TOOLS);
        String keeper = key(List.of("keeper"), Confines.ALL);
        return List.of(
                AccessCaller.of("the right key", known(boss, AccessRights.ALL), this::boss),
                keyOf(List.of("clerk"), Confines.ALL, CLERK),
                keyOf(List.of("asker"), Confines.ALL, AccessRights.of("zqlibrary", query)),
                keyOf(List.of("keeper"), Confines.ALL, bank),
                keyOf(List.of("clerk", "lender"), Confines.ALL, CLERK.and("zqbank", query)),
                keyOf(
                        List.of("boss"),
                        new Confines(Set.of(), query),
                        AccessRights.of("zqlibrary", query).and("zqbank", query)),
                keyOf(List.of("boss"), new Confines(Set.of("zqbank"), Set.of()), bank),
                keyOf(
                        List.of("clerk"),
                        new Confines(Set.of("zqbank"), Set.of()),
                        AccessRights.NONE),
                keyOf(List.of("a role that is gone"), Confines.ALL, AccessRights.NONE),
                new AccessCaller(
                        "a key in a session of another",
                        era -> http(era, "Bearer " + keeper).in(victim.session()),
                        // To whom a session of somebody else does not exist.
                        new Stranger(404, "", known(keeper, bank).id(), "SESSION_FOREIGN"),
                        known(keeper, bank)));
    }

    private static Stranger badToken(String words) {
        return new Stranger(
                401,
                "Bearer error=\"invalid_token\", error_description=\"%s\", ".formatted(words)
                        + METADATA
                        + SCOPE,
                INVALID);
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> changes) throws Exception {
        return world.issuer().token(it -> changes.apply(right(it)));
    }

    private static JWTClaimsSet.Builder right(JWTClaimsSet.Builder claims) {
        return claims.claim("scope", ALL_SCOPES)
                .claim("realm_access", Map.of("roles", List.of("bosses")));
    }

    private AccessCaller badToken(String name, String words, String token) {
        return stranger(name, badToken(words), "Bearer " + token);
    }

    private List<AccessCaller> badTokens() throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet claims = right(world.issuer().claims()).build();
        return List.of(
                badToken("a forged token", "the signature of the token is wrong", forged(claims)),
                badToken(
                        "an unsigned token",
                        "the token is no signed JWT",
                        new PlainJWT(claims).serialize()),
                badToken(
                        "a token with the public key as its secret",
                        "the token is signed with an algorithm that is not accepted",
                        confused(claims)),
                badToken(
                        "a token with an unknown key",
                        "the issuer has no such key",
                        world.issuer().signed(AuthorizationServer.header("x"), it -> right(it))),
                badToken(
                        "a token that is over",
                        "the token has expired",
                        token(it -> it.expirationTime(Date.from(now.minusSeconds(60))))),
                badToken(
                        "a token of tomorrow",
                        "the token is not valid yet",
                        token(it -> it.notBeforeTime(Date.from(now.plusSeconds(86_400))))),
                badToken(
                        "a token of another issuer",
                        "the token is not from the issuer that is trusted here",
                        token(it -> it.issuer("https://id.example"))),
                badToken(
                        "a token for another server",
                        "the token is not meant for this server",
                        token(it -> it.audience("https://other.example/mcp"))),
                stranger(
                        "a token without the scope for anything",
                        insufficient("oidc:alice", "gatehouse:read"),
                        "Bearer " + token(it -> it.claim("scope", "gatehouse:query"))));
    }

    /** What somebody hears whose token does not reach. */
    static Stranger insufficient(String caller, String scopes) {
        return new Stranger(
                403,
                "Bearer error=\"insufficient_scope\", .*%s, scope=\"%s\""
                        .formatted(METADATA, scopes),
                caller,
                "SCOPE_INSUFFICIENT");
    }

    private String forged(JWTClaimsSet claims) throws Exception {
        String id = world.issuer().key().getKeyID();
        SignedJWT token = new SignedJWT(AuthorizationServer.header(id), claims);
        token.sign(new RSASSASigner(AuthorizationServer.key(id)));
        return token.serialize();
    }

    private String confused(JWTClaimsSet claims) throws Exception {
        var key = world.issuer().key();
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    /** Each is of a user of its own. */
    private AccessCaller tokenOf(
            String user,
            String scope,
            List<String> roles,
            AccessRights rights,
            Set<String> withheld)
            throws Exception {
        String token =
                token(
                        it ->
                                it.subject(user)
                                        .claim("scope", scope)
                                        .claim("realm_access", Map.of("roles", roles)));
        return AccessCaller.of(
                "a token of " + user,
                new Known("oidc:" + user, rights, withheld),
                era -> http(era, "Bearer " + token));
    }

    private List<AccessCaller> tokens() throws Exception {
        List<String> bosses = List.of("bosses");
        List<String> clerks = List.of("clerks");
        Set<String> queries = Set.of("query");
        Set<String> both = Set.of("query", "describe_table");
        return List.of(
                tokenOf("right", ALL_SCOPES, bosses, AccessRights.ALL, Set.of()),
                tokenOf("reading only", "gatehouse:read", bosses, AccessRights.ALL, both),
                tokenOf(
                        "no queries",
                        "gatehouse:read gatehouse:schema",
                        bosses,
                        AccessRights.ALL,
                        queries),
                tokenOf("clerk", ALL_SCOPES, clerks, CLERK, Set.of()),
                tokenOf("clerk of little", "gatehouse:read", clerks, CLERK, both),
                tokenOf("no role", ALL_SCOPES, List.of("others"), AccessRights.NONE, Set.of()));
    }

    private List<AccessCaller> certificates() throws Exception {
        return List.of(
                shown("no certificate", NOBODY, "", ""),
                shown("an unknown certificate", new Stranger(403, "", INVALID), "stranger", ""),
                shown(
                        "a bad key beside a good certificate",
                        BAD_KEY,
                        "etl",
                        "Bearer " + altered(boss)),
                shown(
                        "the right certificate",
                        new Known("cert:dns:etl.example.com", AccessRights.ALL),
                        "etl",
                        ""),
                shown(
                        "a clerk's certificate",
                        new Known("cert:subject:CN=clerk,O=Example", CLERK),
                        "clerk",
                        ""));
    }

    private AccessCaller shown(
            String name, Standing standing, String certificate, String authorization)
            throws Exception {
        Certificates made = Certificates.get();
        HttpClient shows =
                HttpClient.newBuilder()
                        .sslContext(
                                certificate.isEmpty()
                                        ? made.showingNone()
                                        : made.showing(certificate))
                        .build();
        secure.add(shows);
        List<String> headers = Stream.of(authorization).filter(it -> !it.isEmpty()).toList();
        Opening opening = era -> new AccessLine.Http(shows, world.secureAddress(), era, headers);
        return AccessCaller.of(name, standing, opening);
    }

    /** Whoever has started the program, with the role of the settings and with others. */
    private List<AccessCaller> local() {
        Gate gate = world.gate();
        return List.of(
                local("the local user", CLERK, new Agent(gate::localCaller, new Entry("stdio"))),
                local("a local boss", AccessRights.ALL, agent("boss")),
                local(
                        "a local keeper",
                        AccessRights.of("zqbank", AccessRights.ALL_TOOLS),
                        agent("keeper")),
                local(
                        "a local asker",
                        AccessRights.of("zqlibrary", Set.of("query")),
                        agent("asker")),
                local("a local user without a role", AccessRights.NONE, agent()));
    }

    private Agent agent(String... roles) {
        return new Agent(world.gate().localCaller(List.of(roles), Map.of()), new Entry("stdio"));
    }

    private AccessCaller local(String name, AccessRights rights, Agent agent) {
        Known standing = new Known(world.gate().localCaller().id(), rights);
        return AccessCaller.of(
                name, standing, era -> new AccessLine.Stdio(world.gate(), agent, era));
    }

    @Override
    public void close() {
        client.close();
        secure.forEach(HttpClient::close);
    }
}
