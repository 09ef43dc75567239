package dev.gatehouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A statement that yields far more than a model can read, with default settings. */
final class Flood {

    private static final String SQL = "SELECT * FROM bench.people";
    private static final List<String> HEAD =
            List.of(
                    "server",
                    "rows",
                    "bytes sent",
                    "ms, median",
                    "memory before, MB",
                    "at most, MB",
                    "added, MB");

    private Flood() {}

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        List<Contender> contenders = setup.contenders().allWithDefaults();
        try {
            List<List<String>> rows = new ArrayList<>();
            for (Contender each : contenders) {
                rows.add(row(each, setup.quick() ? 2 : 5));
            }
            return intro() + new Table(HEAD, rows).text();
        } finally {
            Contenders.closeAll(contenders);
        }
    }

    private static String intro() {
        return """
        `SELECT * FROM` a table of 100,000 rows of ten columns, asked by one client some times after each
        other. All settings are the products' defaults: of Gatehouse, no policy, and so no masks.

        """;
    }

    private static List<String> row(Contender contender, int times) throws IOException {
        Product product = contender.product();
        Call call = product.query(SQL);
        long before = contender.server().residentMegabytes();
        contender.server().forgetPeak();
        List<Long> millis = new ArrayList<>();
        String answer = "";
        for (int each = 0; each < times; each++) {
            long began = System.nanoTime();
            answer = contender.ask(call, Dialect.HANDSHAKE);
            millis.add((System.nanoTime() - began) / 1_000_000);
        }
        long peak = contender.server().peakMegabytes();
        return List.of(
                product.shown() + " " + contender.version(),
                Integer.toString(product.rows(answer).size()),
                Integer.toString(Contender.bytes(answer)),
                Long.toString(millis.stream().sorted().toList().get(times / 2)),
                Long.toString(before),
                Long.toString(peak),
                Long.toString(peak - before));
    }
}
