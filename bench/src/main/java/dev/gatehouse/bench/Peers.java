package dev.gatehouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same questions to Gatehouse and to servers without a guard. */
final class Peers {

    private static final List<Integer> CLIENTS = List.of(1, 8, 32);
    private static final List<String> HEAD =
            List.of(
                    "server",
                    "revision",
                    "clients",
                    "requests/s",
                    "Gatehouse to it",
                    "p50",
                    "p99",
                    "server's processor",
                    "database's processor");

    private final Setup setup;
    private final Meter meter;
    private final List<Contender> contenders;

    private record Case(Workload workload, Dialect dialect, int clients, Contender contender) {}

    private Peers(Setup setup, List<Contender> contenders) throws IOException {
        this.setup = setup;
        this.meter = setup.meter();
        this.contenders = contenders;
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        List<Contender> contenders = setup.contenders().all();
        try {
            SameRows.check(contenders);
            return new Peers(setup, contenders).measure();
        } finally {
            Contenders.closeAll(contenders);
        }
    }

    private String measure() throws IOException, InterruptedException {
        for (Workload workload : Workload.values()) {
            for (Contender each : contenders) {
                each.warmUp(workload.calls(each.product()), 8, setup.warmUp());
            }
        }
        Costs<Case> costs = meter.costs(cases(), this::cost);
        StringBuilder text = new StringBuilder(intro());
        for (Workload workload : Workload.values()) {
            List<List<String>> rows =
                    costs.byCase().keySet().stream()
                            .filter(each -> each.workload() == workload)
                            .map(each -> row(each, costs))
                            .toList();
            text.append("\n### ").append(capital(workload.shown())).append("\n\n");
            text.append(new Table(HEAD, rows).text()).append('\n');
        }
        return text.append("\n### Memory\n\n").append(memory()).toString();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private String intro() {
        StringBuilder text =
                new StringBuilder(
                        """
                        Each server runs alone over the same PostgreSQL on the same machine, with at most %d connections
                        to it, and is asked over Streamable HTTP on connections that are kept alive. Gatehouse guards each
                        statement, masks two of the columns (keyed hash, partial) and filters rows by tenant, and has each
                        record of its audit trail on the disk before it answers; the others do nothing of that. The rows
                        that all of them answer were compared before: they are the same but for what is masked. The servers
                        are measured in turns, %d rounds; numbers are the median round's. "Gatehouse to it" is how many
                        times as many requests Gatehouse answered in the same round. Times are in microseconds, processor
                        times for one request.

                        """
                                .formatted(BenchDatabase.POOL, meter.rounds()));
        for (Contender each : contenders) {
            text.append("- ").append(each.product().shown()).append(' ').append(each.version());
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * The newer revision of the protocol for the look-up alone, as the rest does not depend on it.
     */
    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            for (Dialect dialect : Dialect.values()) {
                for (int clients : CLIENTS) {
                    for (Contender each : contenders) {
                        if (dialect == Dialect.HANDSHAKE || workload == Workload.LOOK_UP) {
                            cases.add(new Case(workload, dialect, clients, each));
                        }
                    }
                }
            }
        }
        return cases;
    }

    private Cost cost(Case which) throws IOException, InterruptedException {
        List<Call> calls = which.workload().calls(which.contender().product());
        return which.contender().cost(meter, calls, which.dialect(), which.clients(), setup.time());
    }

    private List<String> row(Case which, Costs<Case> costs) {
        Contender gatehouse = contenders.getFirst();
        Case other = new Case(which.workload(), which.dialect(), which.clients(), gatehouse);
        return List.of(
                which.contender().product().shown(),
                which.dialect().revision(),
                Integer.toString(which.clients()),
                costs.callsPerSecond(which),
                costs.ratio(other, which),
                costs.percent(which, 50),
                costs.percent(which, 99),
                costs.server(which),
                costs.database(which));
    }

    private String memory() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Contender each : contenders) {
            rows.add(
                    List.of(
                            each.product().shown(),
                            Long.toString(each.startMegabytes()),
                            Long.toString(each.server().residentMegabytes()),
                            Long.toString(each.server().peakMegabytes())));
        }
        var table =
                new Table(List.of("server", "after the first answer", "after all", "most"), rows);
        return "Resident, in MB.\n\n" + table.text();
    }
}
