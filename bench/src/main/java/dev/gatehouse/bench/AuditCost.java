package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What it costs that a record is on the disk before its answer goes out. */
final class AuditCost {

    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final List<String> HEAD =
            List.of("audit file", "clients", "requests/s", "p50", "p99", "processor");

    private AuditCost() {}

    /** A server, by where its trail is kept; one without a trail belongs here when there is one. */
    private record Way(String shown, Contender gatehouse) {}

    private record Case(Way way, int clients) {}

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        Path memory = Files.createTempDirectory(MEMORY, "gatehouse-bench");
        try (Contender durable = setup.contenders().gatehouse();
                Contender forgetful = inMemory(setup, memory)) {
            List<Case> cases = new ArrayList<>();
            for (int clients : CLIENTS) {
                cases.add(new Case(new Way("on the disk", durable), clients));
                cases.add(new Case(new Way("in memory", forgetful), clients));
            }
            return measure(setup, cases);
        } finally {
            Folders.delete(memory);
        }
    }

    private static Contender inMemory(Setup setup, Path folder) throws IOException {
        Path audit = folder.resolve("audit.jsonl");
        return setup.contenders().gatehouse(setup.database().url(), "bench.people", audit);
    }

    private static String measure(Setup setup, List<Case> cases)
            throws IOException, InterruptedException {
        Meter meter = setup.meter();
        List<Call> calls = Workload.LOOK_UP.calls(Product.GATEHOUSE);
        for (Case each : cases) {
            each.way().gatehouse().warmUp(calls, each.clients(), setup.warmUp());
        }
        Costs<Case> costs =
                meter.costs(
                        cases,
                        each ->
                                each.way()
                                        .gatehouse()
                                        .cost(
                                                meter,
                                                calls,
                                                Dialect.HANDSHAKE,
                                                each.clients(),
                                                setup.time()));
        return intro() + new Table(HEAD, cases.stream().map(e -> row(e, costs)).toList()).text();
    }

    private static String intro() {
        return """
        The look-up of the comparison with the audit trail on the disk, and with the same trail in a file
        system in memory, where forcing it to the disk costs nothing. There is no setting without a trail.
        Times are in microseconds.

        """;
    }

    private static List<String> row(Case which, Costs<Case> costs) {
        return List.of(
                which.way().shown(),
                Integer.toString(which.clients()),
                costs.callsPerSecond(which),
                costs.percent(which, 50),
                costs.percent(which, 99),
                costs.server(which));
    }
}
