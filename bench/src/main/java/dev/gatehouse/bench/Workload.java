package dev.gatehouse.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What the servers are asked for; of the table of people, the rows of tenant 1. */
enum Workload {
    LOOK_UP("point look-up"),

    /** So many texts that no cache of plans or decisions holds them. */
    NEW_LOOK_UP("point look-up, 10,000 texts"),

    SCAN("100 rows"),

    AGGREGATE("aggregate of 1,000 rows"),

    LISTING("schema listing");

    static final String COLUMNS =
            "id, name, email, city, balance, visits, active, born, created_at";

    private final String shown;

    Workload(String shown) {
        this.shown = shown;
    }

    /** As it is named in the report. */
    String shown() {
        return shown;
    }

    static String lookUp(String id) {
        return "SELECT " + COLUMNS + " FROM bench.people WHERE id = " + id;
    }

    /** Asked for in turn; none for a listing. */
    List<String> statements() {
        return switch (this) {
            case LOOK_UP -> lookUps(50, 1999);
            case NEW_LOOK_UP -> lookUps(10_000, 7919);
            case SCAN ->
                    IntStream.range(0, 50)
                            .mapToObj(
                                    each ->
                                            "SELECT %s FROM bench.people WHERE tenant_id = 1 AND id > %d ORDER BY id LIMIT 100"
                                                    .formatted(COLUMNS, each * 1900))
                            .toList();
            case AGGREGATE ->
                    IntStream.range(0, 50)
                            .mapToObj(
                                    each ->
                                            "SELECT city, count(*) AS people, sum(balance) AS balance, max(visits) AS visits FROM bench.people WHERE tenant_id = 1 AND id BETWEEN %d AND %d GROUP BY city ORDER BY city"
                                                    .formatted(
                                                            each * 1800 + 1, each * 1800 + 10_000))
                            .toList();
            case LISTING -> List.of();
        };
    }

    /** Different ids, all of which end in 0; the step has no divisor in common with 10,000. */
    private static List<String> lookUps(int count, int step) {
        return IntStream.range(0, count)
                .map(each -> (each * step % 10_000 + 1) * 10)
                .mapToObj(id -> lookUp(Integer.toString(id)))
                .toList();
    }

    List<Call> calls(Product product) {
        return this == LISTING
                ? List.of(product.listing())
                : statements().stream().map(product::query).toList();
    }
}
