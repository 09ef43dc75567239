package dev.gatehouse.app;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Dialect;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PlanEstimate;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.guard.PostgresDialect;
import dev.gatehouse.postgres.parser.GrammarVersion;
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL dialect that is loaded when it is first needed, which the start is not. */
final class LateDialect implements Dialect, RuleReader {

    private final PostgresParsers parsers;
    private @Nullable PostgresDialect dialect;

    LateDialect(PostgresParsers parsers) {
        this.parsers = parsers;
    }

    @Override
    public Analysis analyse(String sql, Catalog visible) {
        return dialect().analyse(sql, visible);
    }

    @Override
    public PlanEstimate estimate(String plan) {
        return dialect().estimate(plan);
    }

    @Override
    public PolicyExpression read(String text, Relation relation, Catalog whole) {
        return dialect().read(text, relation, whole);
    }

    @Override
    public String masked(Mask.BuiltIn mask, String type) {
        return dialect().masked(mask, type);
    }

    @Override
    public String united(Set<String> types) {
        return dialect().united(types);
    }

    @Override
    public boolean fits(String type, String expected) {
        return dialect().fits(type, expected);
    }

    @Override
    public SafeSql probe(PolicyExpression expression) {
        return dialect().probe(expression);
    }

    /**
     * Takes a statement the whole way through the grammar of a version, so that the first that
     * counts need not load anything.
     */
    void warmUp(GrammarVersion version) {
        Catalog nothing =
                new Catalog(version.major(), List.of(), Map.of(), List.of(), Set.of(), Set.of());
        analyse("SELECT 1", nothing).guard(new Obligations(List.of()), new Purpose.Fetch(1));
    }

    /** A text without its constants, for the record. */
    Optional<String> withoutConstants(String sql) {
        return dialect().withoutConstants(sql);
    }

    private synchronized PostgresDialect dialect() {
        PostgresDialect made = dialect;
        if (made == null) {
            made = new PostgresDialect(parsers);
            dialect = made;
        }
        return made;
    }
}
