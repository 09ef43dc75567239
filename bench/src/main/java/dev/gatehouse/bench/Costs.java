package dev.gatehouse.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What cases cost, round by round, as cells of tables: of each number the round's in the middle;
 * with an even number of rounds, the greater of two. Times are in microseconds.
 *
 * @param byCase in the order in which they were measured
 */
record Costs<K>(Map<K, List<Cost>> byCase) {

    private List<Cost> of(K which) {
        return Objects.requireNonNull(byCase.get(which));
    }

    private String middle(K which, ToDoubleFunction<Cost> of) {
        double[] sorted = of(which).stream().mapToDouble(of).sorted().toArray();
        return String.format(Locale.ROOT, "%.0f", sorted[sorted.length / 2]);
    }

    String callsPerSecond(K which) {
        return middle(which, Cost::callsPerSecond);
    }

    /** What so much percent of the calls took at most. */
    String percent(K which, int percent) {
        return middle(which, each -> each.tally().micros(percent));
    }

    String server(K which) {
        return middle(which, Cost::serverMicros);
    }

    String database(K which) {
        return middle(which, Cost::databaseMicros);
    }

    /** How many times as many calls a second the one answered as the other in the same round. */
    String ratio(K one, K other) {
        double[] sorted =
                IntStream.range(0, of(one).size())
                        .mapToDouble(round -> rate(one, round) / rate(other, round))
                        .sorted()
                        .toArray();
        return String.format(Locale.ROOT, "%.2f", sorted[sorted.length / 2]);
    }

    private double rate(K which, int round) {
        return of(which).get(round).callsPerSecond();
    }
}
