package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures cases in turns, round by round, so that what else the machine does meets all alike.
 *
 * @param backends the database that the servers ask
 */
record Meter(Backends backends, int rounds) {

    /** Sends calls for a while. */
    @FunctionalInterface
    interface Work {
        Tally send() throws IOException, InterruptedException;
    }

    /** Measures one case, with {@link Meter#cost}. */
    @FunctionalInterface
    interface Trial<K> {
        Cost of(K which) throws IOException, InterruptedException;
    }

    /** The costs of each case, one for each round. */
    <K> Costs<K> costs(List<K> cases, Trial<K> trial) throws IOException, InterruptedException {
        Map<K, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (K each : cases) {
                costs.computeIfAbsent(each, _ -> new ArrayList<>()).add(trial.of(each));
            }
        }
        return new Costs<>(costs);
    }

    /** What so much work costs the server, the database and us. */
    Cost cost(ProcessHandle server, Work work) throws IOException, InterruptedException {
        Map<Long, Long> databaseBefore = backends.nanos();
        Duration serverBefore = processorTime(server);
        Duration driverBefore = processorTime(ProcessHandle.current());
        long began = System.nanoTime();
        Tally tally = work.send();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        return new Cost(
                tally,
                elapsed,
                processorTime(server).minus(serverBefore),
                processorTime(ProcessHandle.current()).minus(driverBefore),
                backends.since(databaseBefore));
    }

    /** That of threads that have ended is in it. In steps of 10 ms, on Linux. */
    static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }
}
