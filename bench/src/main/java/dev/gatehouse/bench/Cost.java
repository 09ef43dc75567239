package dev.gatehouse.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What a number of calls cost.
 *
 * @param server the processor time of the server
 * @param driver that of whoever called
 * @param database that of the database; zero when it was not looked at
 */
record Cost(Tally tally, Duration elapsed, Duration server, Duration driver, Duration database) {

    /** The one in the middle, by what the server spent on a call. */
    static Cost middle(List<Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(Cost::serverMicros))
                .toList()
                .get(costs.size() / 2);
    }

    double serverMicros() {
        return micros(server);
    }

    double driverMicros() {
        return micros(driver);
    }

    double databaseMicros() {
        return micros(database);
    }

    private double micros(Duration time) {
        return time.toNanos() / 1000.0 / tally.calls();
    }

    long callsPerSecond() {
        return tally.calls() * 1000L / elapsed.toMillis();
    }
}
