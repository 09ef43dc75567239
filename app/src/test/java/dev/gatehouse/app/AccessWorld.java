package dev.gatehouse.app;

import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.state.State;
import dev.gatehouse.mcp.http.HttpLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two databases behind one gate with every way in. Every name and value in them begins with {@code
 * zq}, so that whatever is told of them can be found in any text.
 */
final class AccessWorld implements AutoCloseable {

    private static final String SCHEMA =
            """
            CREATE SCHEMA zqshelf;
            CREATE TABLE zqshelf.zqnovels (zqisbn int PRIMARY KEY, zqtitle text);
            INSERT INTO zqshelf.zqnovels VALUES (1, 'zqmobydick');
            CREATE SCHEMA zqvault;
            CREATE TABLE zqvault.zqgems (zqcarat int PRIMARY KEY, zqstone text);
            INSERT INTO zqvault.zqgems VALUES (1, 'zqkohinoor');
            GRANT USAGE ON SCHEMA zqshelf, zqvault TO agent;
            GRANT SELECT ON ALL TABLES IN SCHEMA zqshelf, zqvault TO agent;
            """;

    private static final String MORE =
            """
              zqbank:
                url: URL
                password: agent
                schemas: [zqvault]
            state: {file: state.db}
            roles:
              boss: {}
              clerk: {databases: [zqlibrary], tools: [list_tables, describe_table]}
              asker: {databases: [zqlibrary], tools: [query]}
              keeper: {databases: [zqbank]}
              lender: {databases: [zqbank], tools: [query]}
            identity:
              local: {role: clerk}
              api_keys: true
              oidc:
                issuer: ISSUER
                audience: https://gatehouse.example/mcp
                roles_claim: realm_access.roles
                roles: {bosses: boss, clerks: clerk}
                required_scopes: ['gatehouse:read']
                scopes: {query: 'gatehouse:query', describe_table: 'gatehouse:schema'}
              certificates:
                roles: {'dns:etl.example.com': boss, 'subject:CN=clerk, O=Example': clerk}
            http: {tls: TLS, max_bad_credentials: 1000000}
            """;

    /** What the schemas of a database hold, and what no one else may hear of. */
    static final Map<String, Set<String>> WORDS =
            Map.of(
                    "zqlibrary", Set.of("zqshelf", "zqnovels", "zqisbn", "zqtitle", "zqmobydick"),
                    "zqbank", Set.of("zqvault", "zqgems", "zqcarat", "zqstone", "zqkohinoor"));

    private final Path folder;
    private final AuthorizationServer issuer;
    private final Gate gate;
    private final HttpServer plain;
    private final HttpServer tls;
    private final State state;

    private AccessWorld(Path folder, AuthorizationServer issuer) throws Exception {
        this.folder = folder;
        this.issuer = issuer;
        this.gate =
                new SettingsOption(settings(folder, issuer).toString())
                        .open(new PrintWriter(new StringWriter()));
        // Of bad callers each request has a connection of its own, which costs a lot with TLS.
        this.plain =
                Http.start(
                        gate,
                        new Endpoint(HttpSettings.DEFAULT.at("127.0.0.1", 0), HttpLimits.DEFAULT));
        this.tls = Http.start(gate, Endpoint.of(gate.settings().http()).at("127.0.0.1", 0));
        this.state = State.inFile(folder.resolve("state.db"));
    }

    static AccessWorld open(Path folder) throws Exception {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE DATABASE access_world");
        }
        try (Connection owner = SalesServer.owner("access_world");
                Statement statement = owner.createStatement()) {
            statement.execute(SCHEMA);
        }
        return new AccessWorld(folder, AuthorizationServer.start(InstantSource.system()));
    }

    private static Path settings(Path folder, AuthorizationServer issuer) throws Exception {
        String url = SalesServer.url().replaceFirst("/postgres$", "/access_world");
        String more =
                MORE.replace("URL", url)
                        .replace("ISSUER", issuer.issuer())
                        .replace("TLS", Certificates.get().tls(folder));
        Path file = SalesServer.settings(folder, "access_world", more);
        return Files.writeString(
                file,
                Files.readString(file)
                        .replace("  sales:", "  zqlibrary:")
                        .replace("schemas: [sales]", "schemas: [zqshelf]")
                        // That records survive a crash is another test's.
                        .replace("audit: {", "audit: {sync: false, "));
    }

    Gate gate() {
        return gate;
    }

    AuthorizationServer issuer() {
        return issuer;
    }

    /** Where it is served without TLS. */
    String address() {
        return plain.address();
    }

    /** Where clients can show certificates. */
    String secureAddress() {
        return tls.address();
    }

    /** Makes a key that is good until then, whatever the settings say of roles and names. */
    String key(List<String> roles, Confines confines, Optional<Instant> end) throws SQLException {
        return keys().create(new ApiKey.Grant("", roles, confines, end)).token();
    }

    /** Revokes a key as an operator does. */
    void revoke(String key) {
        Program.run(
                "keys", "revoke", "--config", folder.resolve("gatehouse.yaml").toString(), id(key));
    }

    private ApiKeys keys() {
        return new ApiKeys(state.data(), InstantSource.system(), new SecureRandom());
    }

    /** The part of a key that names it. */
    static String id(String key) {
        return key.substring(4, 16);
    }

    /** Ends everything, so that all of the trail is written; gives its lines. */
    List<String> end() throws IOException {
        close();
        return Files.readAllLines(folder.resolve("audit.jsonl"));
    }

    @Override
    public void close() {
        plain.close();
        tls.close();
        gate.close();
        state.close();
        issuer.close();
    }
}
