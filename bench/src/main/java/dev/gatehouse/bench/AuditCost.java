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
            List.of(
                    "audit file",
                    "clients",
                    "requests/s",
                    "on the disk to it",
                    "p50",
                    "p99",
                    "processor");

    private AuditCost() {}

    /** A server, by how its trail is kept; there is none without. */
    private record Way(String shown, Contender gatehouse) {}

    private record Case(Way way, int clients) {}

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        Path memory = Files.createTempDirectory(MEMORY, "gatehouse-bench");
        try (Contender durable = setup.contenders().gatehouse();
                Contender unforced = setup.contenders().gatehouseUnforced();
                Contender forgetful = inMemory(setup, memory)) {
            List<Way> ways =
                    List.of(
                            new Way("on the disk", durable),
                            new Way("`sync: false`", unforced),
                            new Way("in memory", forgetful));
            List<Case> cases = new ArrayList<>();
            for (int clients : CLIENTS) {
                ways.forEach(way -> cases.add(new Case(way, clients)));
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
        Way durable = cases.getFirst().way();
        return intro()
                + new Table(HEAD, cases.stream().map(e -> row(e, durable, costs)).toList()).text();
    }

    private static String intro() {
        return """
        The look-up of the comparison with the audit trail on the disk, forced there before each answer;
        with the same trail written but not forced; and with one in a file system in memory, which is as
        near to none as there is. "On the disk to it" is how many times as many requests the first answered
        in the same round. Times are in microseconds.

        """;
    }

    private static List<String> row(Case which, Way durable, Costs<Case> costs) {
        return List.of(
                which.way().shown(),
                Integer.toString(which.clients()),
                costs.callsPerSecond(which),
                costs.ratio(new Case(durable, which.clients()), which),
                costs.percent(which, 50),
                costs.percent(which, 99),
                costs.server(which));
    }
}
