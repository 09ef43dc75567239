package dev.gatehouse.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a call costs: of the protocol and its transports alone, and of the product. The driver is
 * this process, the servers are others, and all run at once; only one at a time is asked.
 */
final class Calls implements AutoCloseable {

    private static final List<Integer> IN_FLIGHT = List.of(1, 32);
    private static final List<Call> BARE = List.of(Call.PING, Call.TOOLS_LIST, Call.ECHO);
    private static final List<Call> WHOLE = List.of(Call.PING, Call.TOOLS_LIST, Call.LIST_SCHEMAS);

    private final Launcher launcher;
    private final Pace pace;
    private final Path folder;
    private final String shop;
    private final List<Subject> servers = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    /** How long and how often each call is measured. */
    record Pace(int rounds, Duration warmUp, Duration round) {
        static final Pace QUICK = new Pace(1, Duration.ofMillis(500), Duration.ofMillis(500));
        static final Pace FULL = new Pace(3, Duration.ofMillis(600), Duration.ofMillis(600));
    }

    /** A server and a way to ask it. */
    private record Target(
            String name,
            Subject server,
            long startMegabytes,
            Load load,
            Dialect dialect,
            List<Call> calls) {}

    /** A row of the report. */
    private record Case(Target target, Call call, int inFlight) {}

    private Calls(Launcher launcher, Pace pace, Path folder, String shop) {
        this.launcher = launcher;
        this.pace = pace;
        this.folder = folder;
        this.shop = shop;
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        Pace pace = setup.quick() ? Pace.QUICK : Pace.FULL;
        String shop = setup.database().url();
        try (Calls calls = new Calls(setup.launcher(), pace, setup.folder(), shop)) {
            String costs = String.join("\n", calls.measure());
            return """
            The bare server is the product's protocol and transports around a tool that says its argument again;
            `list_schemas` goes the product's whole way, with an audit record on the disk, but for SQL. Each
            answer is followed by the next request at once. Processor time is the server's, for one call, and how
            many times that of the echo over HTTP in 2025-11-25; then the wall clock's. The driver is a process
            of its own on the same processors.

            | server | revision | call | in flight | processor | to echo | calls/s | median | 95%% | 99%% | driver's processor |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            %s

            Memory, resident, in MB:

            | server | after the first answer | after the calls |
            | --- | --- | --- |
            %s
            """
                    .formatted(costs, String.join("\n", calls.memory()));
        }
    }

    private List<String> measure() throws IOException, InterruptedException {
        startAll();
        List<Case> cases = cases();
        for (Case each : cases) {
            each.target().load().run(List.of(each.call()), each.inFlight(), pace.warmUp());
        }
        Map<Case, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < pace.rounds(); round++) {
            for (Case each : cases) {
                costs.computeIfAbsent(each, _ -> new ArrayList<>()).add(cost(each));
            }
        }
        Map<Case, Cost> middle = new LinkedHashMap<>();
        costs.forEach((which, all) -> middle.put(which, Cost.middle(all)));
        return middle.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue(), yardstick(middle, each.getKey())))
                .toList();
    }

    /** How much memory the servers have, in rows of a table; after {@link #measure}. */
    private List<String> memory() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Target each : targets) {
            if (each.dialect() == Dialect.HANDSHAKE) {
                long now = each.server().residentMegabytes();
                rows.add("| %s | %d | %d |".formatted(each.name(), each.startMegabytes(), now));
            }
        }
        return rows;
    }

    private void startAll() throws IOException {
        overHttp("HTTP, bare server", BARE, start(bare("serve")));
        overHttp("HTTP, `serve`", WHOLE, start(launcher.script("serve", "--port", "0")));
        for (Dialect dialect : Dialect.values()) {
            overStdio("stdio, bare server", BARE, start(bare("stdio")), dialect);
            overStdio("stdio, `stdio`", WHOLE, start(launcher.script("stdio")), dialect);
        }
    }

    /** The bare server, with the options that the product has in its place. */
    private List<String> bare(String mode) {
        String lib = launcher.root().resolve("bench/target/lib") + File.separator + "*";
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcher.options(mode));
        command.addAll(List.of("-cp", lib, EchoServer.class.getName(), mode));
        return command;
    }

    private Subject start(List<String> command) throws IOException {
        // An audit file has one writer.
        Path state = Files.createTempDirectory(folder, "state");
        Subject server =
                Subject.start(
                        command, Map.of("DATABASE_URL", shop, "XDG_STATE_HOME", state.toString()));
        servers.add(server);
        return server;
    }

    private void overHttp(String name, List<Call> calls, Subject server) throws IOException {
        URI endpoint = server.endpoint();
        for (Dialect dialect : Dialect.values()) {
            try (HttpConnection connection = new HttpConnection(endpoint, dialect)) {
                connection.open();
                Load load = new HttpLoad(endpoint, dialect);
                long memory = server.residentMegabytes();
                targets.add(new Target(name, server, memory, load, dialect, calls));
            } catch (IOException refused) {
                System.err.printf("not measured: %s, %s%n", name, refused.getMessage());
            }
        }
    }

    private void overStdio(String name, List<Call> calls, Subject server, Dialect dialect)
            throws IOException {
        StdioConnection connection = new StdioConnection(server, dialect);
        connection.open();
        long memory = server.residentMegabytes();
        targets.add(new Target(name, server, memory, new StdioLoad(connection), dialect, calls));
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Target target : targets) {
            for (Call call : target.calls()) {
                for (int inFlight : IN_FLIGHT) {
                    if (target.dialect().has(call)) {
                        cases.add(new Case(target, call, inFlight));
                    }
                }
            }
        }
        return cases;
    }

    private Cost cost(Case which) throws IOException, InterruptedException {
        ProcessHandle driver = ProcessHandle.current();
        ProcessHandle server = which.target().server().process().toHandle();
        Duration driverBefore = Meter.processorTime(driver);
        Duration serverBefore = Meter.processorTime(server);
        Tally tally =
                which.target().load().run(List.of(which.call()), which.inFlight(), pace.round());
        return new Cost(
                tally,
                pace.round(),
                Meter.processorTime(server).minus(serverBefore),
                Meter.processorTime(driver).minus(driverBefore),
                Duration.ZERO);
    }

    /** The echo over HTTP, in the era of the handshake, with as many in flight. */
    private static Cost yardstick(Map<Case, Cost> all, Case which) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().call().equals(Call.ECHO))
                .filter(each -> each.getKey().inFlight() == which.inFlight())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String row(Case which, Cost cost, Cost yardstick) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %.1f | %.2f | %d | %d | %d | %d | %.1f |",
                which.target().name(),
                which.target().dialect().revision(),
                which.call().shown(),
                which.inFlight(),
                cost.serverMicros(),
                cost.serverMicros() / yardstick.serverMicros(),
                cost.callsPerSecond(),
                cost.tally().micros(50),
                cost.tally().micros(95),
                cost.tally().micros(99),
                cost.driverMicros());
    }

    @Override
    public void close() throws IOException {
        for (Subject each : servers) {
            each.close();
        }
    }
}
