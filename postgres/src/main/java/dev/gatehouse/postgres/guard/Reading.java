package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of a table a statement reads: without its children and parts ({@code ONLY}), or a sample
 * of its rows ({@code TABLESAMPLE}). Neither goes before a subquery, so both move into it.
 */
record Reading(boolean only, Optional<Sample> sample) {

    /** All of a table. */
    static final Reading WHOLE = new Reading(false, Optional.empty());

    /**
     * {@code TABLESAMPLE method (percentage) REPEATABLE (seed)}.
     *
     * @param method a sampling method of PostgreSQL itself
     * @param from offset of the first byte of the clause
     * @param to offset after its last byte
     */
    record Sample(String method, Fragment percentage, Optional<Fragment> seed, int from, int to) {}

    boolean isWhole() {
        return equals(WHOLE);
    }

    /** Whether rows of such a relation are stored, so that a sample can be taken of them. */
    static boolean canSample(RelationKind kind) {
        return switch (kind) {
            case TABLE, PARTITIONED_TABLE, MATERIALIZED_VIEW -> true;
            case VIEW, FOREIGN_TABLE -> false;
        };
    }

    /** As a person writes it. */
    String words() {
        return only ? "ONLY" : "TABLESAMPLE";
    }

    /** The table with this around it, in FROM. */
    Fragment of(RelationName relation) {
        ObjectNode table = Nodes.table(relation);
        if (only) {
            ((ObjectNode) table.path("RangeVar")).remove("inh");
        }
        Fragment from = new Fragment((only ? "ONLY " : "") + Quoted.name(relation), table);
        return sample.map(each -> sampled(from, each)).orElse(from);
    }

    private static Fragment sampled(Fragment from, Sample sample) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set("relation", from.tree());
        fields.set("method", Nodes.strings(List.of("pg_catalog", sample.method())));
        fields.set("args", one(sample.percentage()));
        sample.seed().ifPresent(seed -> fields.set("repeatable", seed.tree()));
        String method = "\"pg_catalog\"." + Quoted.name(sample.method());
        String seed = sample.seed().map(it -> " REPEATABLE (" + it.text() + ")").orElse("");
        return new Fragment(
                from.text()
                        + " TABLESAMPLE "
                        + method
                        + "("
                        + sample.percentage().text()
                        + ")"
                        + seed,
                Nodes.node("RangeTableSample", fields));
    }

    private static JsonNode one(Fragment argument) {
        return JsonNodeFactory.instance.arrayNode().add(argument.tree());
    }
}
