package dev.gatehouse.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a look-up costs with more and more clients. */
final class Clients {

    private static final List<String> HEAD =
            List.of(
                    "clients",
                    "requests/s",
                    "p50",
                    "p99",
                    "processor",
                    "database's processor",
                    "memory, MB");

    private Clients() {}

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        List<Call> calls = Workload.LOOK_UP.calls(Product.GATEHOUSE);
        try (Contender gatehouse = setup.contenders().gatehouse()) {
            gatehouse.warmUp(calls, 8, setup.warmUp().multipliedBy(4));
            List<Integer> clients =
                    Stream.iterate(1, each -> each <= 256, each -> each * 2).toList();
            long[] memory = new long[257];
            Meter meter = setup.meter();
            Costs<Integer> costs =
                    meter.costs(
                            clients,
                            each -> {
                                Cost cost =
                                        gatehouse.cost(
                                                meter,
                                                calls,
                                                Dialect.HANDSHAKE,
                                                each,
                                                setup.time());
                                memory[each] = gatehouse.server().residentMegabytes();
                                return cost;
                            });
            List<List<String>> rows =
                    clients.stream().map(each -> row(each, costs, memory[each])).toList();
            return intro() + new Table(HEAD, rows).text();
        }
    }

    private static String intro() {
        return """
        Gatehouse as in the comparison; at most %d look-ups are in the database at a time, the others wait
        for a connection. Times are in microseconds, processor times for one request, memory after the last
        round.

        """
                .formatted(BenchDatabase.POOL);
    }

    private static List<String> row(int clients, Costs<Integer> costs, long memory) {
        return List.of(
                Integer.toString(clients),
                costs.callsPerSecond(clients),
                costs.percent(clients, 50),
                costs.percent(clients, 99),
                costs.server(clients),
                costs.database(clients),
                Long.toString(memory));
    }
}
