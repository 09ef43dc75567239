package dev.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The look-ups without a server between, by the driver that Gatehouse uses. */
final class Floor implements AutoCloseable {

    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final String ID = "424242";
    private static final String GATEHOUSE = "Gatehouse";

    private final Setup setup;
    private final Meter meter;
    private final Contender gatehouse;
    private final HikariDataSource pool;
    private final String guarded;

    /** Runs one look-up on a connection of the pool and reads the row. */
    @FunctionalInterface
    private interface LookUp {
        void run(Connection connection, int id) throws SQLException;
    }

    private record Case(int clients, String way) {}

    private Floor(Setup setup, Contender gatehouse, HikariDataSource pool, String guarded)
            throws IOException {
        this.setup = setup;
        this.meter = setup.meter();
        this.gatehouse = gatehouse;
        this.pool = pool;
        this.guarded = guarded;
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        Contender gatehouse = setup.contenders().gatehouse();
        try (Floor floor = new Floor(setup, gatehouse, pool(setup.database()), guarded(setup))) {
            return floor.measure();
        }
    }

    private static HikariDataSource pool(BenchDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbc("shop"));
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(BenchDatabase.POOL);
        return new HikariDataSource(config);
    }

    /** What Gatehouse sends to the database for a look-up, with {@link #ID} in it. */
    private static String guarded(Setup setup) throws IOException {
        Path folder = Files.createTempDirectory(setup.folder(), "explain");
        Path file = folder.resolve("gatehouse.yaml");
        Path audit = folder.resolve("audit.jsonl");
        String url = setup.database().url();
        Files.writeString(file, Contenders.settings(url, "bench.people", audit));
        String sql = Workload.lookUp(ID);
        List<String> command =
                setup.launcher().script("policy", "explain", "--config", file.toString(), sql);
        Process explain =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(explain.getInputStream().readAllBytes(), UTF_8);
        return said.substring(said.indexOf("Runs:") + "Runs:".length()).strip();
    }

    private Map<String, LookUp> ways() {
        String prepared = Workload.lookUp("?");
        String plain = Workload.lookUp(ID);
        return Map.of(
                "JDBC, prepared", (connection, id) -> prepared(connection, prepared, id),
                "JDBC, simple", (connection, id) -> simple(connection, plain, id),
                "JDBC, simple, as guarded", (connection, id) -> simple(connection, guarded, id));
    }

    private static void prepared(Connection connection, String sql, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id);
            read(statement.executeQuery());
        }
    }

    private static void simple(Connection connection, String sql, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            read(statement.executeQuery(sql.replace(ID, Integer.toString(id))));
        }
    }

    private static void read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        int count = 0;
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                rows.getString(column);
            }
            count++;
        }
        if (count != 1) {
            throw new SQLException("not one row but " + count);
        }
    }

    private String measure() throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (int clients : CLIENTS) {
            ways().keySet().stream().sorted().forEach(way -> cases.add(new Case(clients, way)));
            cases.add(new Case(clients, GATEHOUSE));
        }
        List<Call> calls = Workload.LOOK_UP.calls(Product.GATEHOUSE);
        gatehouse.warmUp(calls, 8, setup.warmUp().multipliedBy(3));
        for (Case each : cases) {
            work(each, setup.warmUp().dividedBy(2)).send();
        }
        Costs<Case> costs = meter.costs(cases, this::cost);
        List<String> head =
                List.of(
                        "way",
                        "clients",
                        "look-ups/s",
                        "Gatehouse to it",
                        "p50",
                        "p99",
                        "processor",
                        "database's processor");
        return intro() + new Table(head, cases.stream().map(e -> row(e, costs)).toList()).text();
    }

    private String intro() {
        return """
        The look-ups of the comparison, by JDBC from one process: a pool of %d connections, autocommit, the
        row read as text. Prepared is one statement with a parameter; simple has the number in its text, and
        so has what Gatehouse is asked; the guarded one is what Gatehouse makes of that, with masks and
        filter, so its distance to the simple one is what they cost in the database, and its distance to
        Gatehouse is the gateway: HTTP, JSON, guard, audit. Processor time is that of the process that speaks
        JDBC, the driver of the benchmark with it, or of Gatehouse without its driver.

        """
                .formatted(BenchDatabase.POOL);
    }

    private Cost cost(Case which) throws IOException, InterruptedException {
        if (which.way().equals(GATEHOUSE)) {
            List<Call> calls = Workload.LOOK_UP.calls(Product.GATEHOUSE);
            return gatehouse.cost(meter, calls, Dialect.HANDSHAKE, which.clients(), setup.time());
        }
        return meter.cost(ProcessHandle.current(), work(which, setup.time()));
    }

    private Meter.Work work(Case which, Duration time) {
        if (which.way().equals(GATEHOUSE)) {
            List<Call> calls = Workload.LOOK_UP.calls(Product.GATEHOUSE);
            return () ->
                    new HttpLoad(gatehouse.endpoint(), Dialect.HANDSHAKE)
                            .run(calls, which.clients(), time);
        }
        LookUp lookUp = Objects.requireNonNull(ways().get(which.way()));
        return () -> run(lookUp, which.clients(), time);
    }

    private Tally run(LookUp lookUp, int clients, Duration time)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Tally>> tasks = new ArrayList<>();
            for (int each = 0; each < clients; each++) {
                int first = each * 50 / clients;
                tasks.add(() -> runUntil(end, lookUp, first));
            }
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> each : threads.invokeAll(tasks)) {
                tallies.add(each.get());
            }
            return Tally.of(tallies);
        } catch (ExecutionException failed) {
            throw new IOException("a look-up failed", failed.getCause());
        }
    }

    private Tally runUntil(long end, LookUp lookUp, int first) throws SQLException {
        LongStream.Builder nanos = LongStream.builder();
        int next = first;
        long now = System.nanoTime();
        while (now < end) {
            try (Connection connection = pool.getConnection()) {
                lookUp.run(connection, (next++ % 50 + 1) * 10);
            }
            long done = System.nanoTime();
            nanos.add(done - now);
            now = done;
        }
        return new Tally(nanos.build().toArray());
    }

    private List<String> row(Case which, Costs<Case> costs) {
        return List.of(
                which.way(),
                Integer.toString(which.clients()),
                costs.callsPerSecond(which),
                costs.ratio(new Case(which.clients(), GATEHOUSE), which),
                costs.percent(which, 50),
                costs.percent(which, 99),
                costs.server(which),
                costs.database(which));
    }

    @Override
    public void close() throws IOException {
        pool.close();
        gatehouse.close();
    }
}
