package dev.gatehouse.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Holds the servers' answers against each other, so that none is fast by answering less. */
final class SameRows {

    private static final Set<String> MASKED = Set.of("name", "email");

    private SameRows() {}

    /**
     * Asks every server for some rows of each workload.
     *
     * @param contenders Gatehouse first
     * @throws IOException when they do not answer the same rows, or Gatehouse shows what is masked
     */
    static void check(List<Contender> contenders) throws IOException {
        for (Workload workload : Workload.values()) {
            for (int each = 0; each < workload.statements().size(); each += 7) {
                if (each < 50) {
                    check(contenders, workload.statements().get(each));
                }
            }
        }
    }

    private static void check(List<Contender> contenders, String sql) throws IOException {
        List<Map<String, String>> guarded = rows(contenders.getFirst(), sql);
        if (guarded.isEmpty()) {
            throw new IOException("no rows: " + sql);
        }
        for (Contender peer : contenders.subList(1, contenders.size())) {
            List<Map<String, String>> open = rows(peer, sql);
            if (!unmasked(guarded).equals(unmasked(open))) {
                throw new IOException(
                        "%s answers %s, Gatehouse %s: %s"
                                .formatted(peer.product().shown(), open, guarded, sql));
            }
            if (guarded.stream().anyMatch(row -> shown(row, open))) {
                throw new IOException("what is masked is shown: " + sql);
            }
        }
    }

    private static List<Map<String, String>> rows(Contender contender, String sql)
            throws IOException {
        Product product = contender.product();
        return product.rows(contender.ask(product.query(sql), Dialect.HANDSHAKE));
    }

    private static List<Map<String, String>> unmasked(List<Map<String, String>> rows) {
        return rows.stream().map(SameRows::unmasked).toList();
    }

    private static Map<String, String> unmasked(Map<String, String> row) {
        Map<String, String> rest = new TreeMap<>(row);
        rest.keySet().removeAll(MASKED);
        return rest;
    }

    private static boolean shown(Map<String, String> row, List<Map<String, String>> open) {
        return MASKED.stream()
                .filter(row::containsKey)
                .anyMatch(
                        name ->
                                open.stream()
                                        .anyMatch(o -> Objects.equals(row.get(name), o.get(name))));
    }
}
