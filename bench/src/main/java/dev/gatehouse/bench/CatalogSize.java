package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What calls cost with more and more tables in the database, all of them under a policy. */
final class CatalogSize {

    private static final List<Integer> TABLES = List.of(1, 10, 100, 1000);
    private static final int CLIENTS = 8;
    private static final List<String> HEAD =
            List.of(
                    "tables",
                    "start to first answer, ms",
                    "memory then, MB",
                    "look-ups/s",
                    "p50",
                    "processor",
                    "listings/s",
                    "p50",
                    "processor",
                    "bytes of a listing");

    private final Setup setup;
    private final Meter meter;
    private final List<Sized> servers = new ArrayList<>();

    /** A server over a database with so many tables. */
    private record Sized(int tables, Contender server, long startMillis) {}

    private record Case(Sized of, boolean listing) {}

    private CatalogSize(Setup setup) throws IOException {
        this.setup = setup;
        this.meter = setup.meter();
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException, SQLException {
        CatalogSize size = new CatalogSize(setup);
        try {
            return size.measure();
        } finally {
            Contenders.closeAll(size.servers.stream().map(Sized::server).toList());
        }
    }

    private String measure() throws IOException, InterruptedException, SQLException {
        for (int tables : TABLES) {
            servers.add(start(tables));
        }
        List<Case> cases =
                servers.stream()
                        .flatMap(each -> Stream.of(new Case(each, false), new Case(each, true)))
                        .toList();
        for (Case each : cases) {
            each.of().server().warmUp(calls(each), CLIENTS, setup.warmUp().multipliedBy(2));
        }
        Costs<Case> costs = meter.costs(cases, this::cost);
        List<List<String>> rows = new ArrayList<>();
        for (Sized each : servers) {
            rows.add(row(each, costs));
        }
        return intro() + new Table(HEAD, rows).text();
    }

    private static String intro() {
        return """
        Databases with so many tables of eight columns, a policy with two masks and a row filter on all of
        them, %d clients. A listing is a first page of `list_tables`. Times are in microseconds, processor
        times for one request. The first answer waits for the catalog and for the policy, whose expressions
        the database is asked about.

        """
                .formatted(CLIENTS);
    }

    private Sized start(int tables) throws IOException, SQLException {
        String url = setup.database().withTables(tables);
        Path audit = setup.folder().resolve("audit-" + tables + ".jsonl");
        long began = System.nanoTime();
        Contender server = setup.contenders().gatehouse(url, "many.*", audit);
        server.ask(Product.GATEHOUSE.query(lookUp(1)), Dialect.HANDSHAKE);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Sized(tables, server, millis);
    }

    private static String lookUp(int id) {
        return "SELECT id, name, email, city, balance, active, created_at FROM many.table_1 WHERE id = "
                + id;
    }

    private List<Call> calls(Case which) {
        if (which.listing()) {
            return List.of(Product.GATEHOUSE.listing());
        }
        List<Call> calls = new ArrayList<>();
        for (int id = 1; id <= 50; id++) {
            calls.add(Product.GATEHOUSE.query(lookUp(id)));
        }
        return calls;
    }

    private Cost cost(Case which) throws IOException, InterruptedException {
        return which.of()
                .server()
                .cost(meter, calls(which), Dialect.HANDSHAKE, CLIENTS, setup.time());
    }

    private static List<String> row(Sized sized, Costs<Case> costs) throws IOException {
        Case lookUp = new Case(sized, false);
        Case listing = new Case(sized, true);
        String page = sized.server().ask(Product.GATEHOUSE.listing(), Dialect.HANDSHAKE);
        return List.of(
                Integer.toString(sized.tables()),
                Long.toString(sized.startMillis()),
                Long.toString(sized.server().startMegabytes()),
                costs.callsPerSecond(lookUp),
                costs.percent(lookUp, 50),
                costs.server(lookUp),
                costs.callsPerSecond(listing),
                costs.percent(listing, 50),
                costs.server(listing),
                Integer.toString(Contender.bytes(page)));
    }
}
