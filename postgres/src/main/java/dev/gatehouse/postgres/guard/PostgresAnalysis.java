package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A text that was walked to the end without a refusal, and can be guarded. */
final class PostgresAnalysis implements Analysis {

    private static final String LIMITED = "_q";

    private final Grammar grammar;
    private final Parsed parsed;
    private final Findings findings;
    private final Casts casts;
    private final List<RelationUse> relations;
    private final String fingerprint;

    PostgresAnalysis(Grammar grammar, Parsed parsed, Findings findings, Casts casts) {
        this.grammar = grammar;
        this.parsed = parsed;
        this.findings = findings;
        this.casts = casts;
        this.relations =
                findings.tables().stream()
                        .sorted(Comparator.comparingInt(TableSite::from))
                        .map(site -> new RelationUse(site.relation(), place(site, parsed)))
                        .toList();
        this.fingerprint = Fingerprint.of(parsed.tree());
    }

    @Override
    public StatementKind kind() {
        return parsed.statement().is("ExplainStmt") ? StatementKind.EXPLAIN : StatementKind.READ;
    }

    @Override
    public List<RelationUse> relations() {
        return relations;
    }

    private static Place place(TableSite site, Parsed parsed) {
        return parsed.source().place(Tree.location(site.node()));
    }

    @Override
    public NavigableMap<RelationName, NavigableSet<String>> columns() {
        return ColumnUses.of(findings);
    }

    @Override
    public Set<String> functions() {
        return Set.copyOf(findings.functions());
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public SafeSql guard(Obligations obligations, Purpose purpose) {
        checkPlan(obligations, purpose);
        casts.check(obligations);
        Rewrite rewrite = Rewrite.of(findings, obligations);
        Splice.Spliced text = rewrite.splice().of(parsed.source(), parsed.from(), parsed.to());
        Frame frame = frame(purpose);
        String framed = frame.before() + text.text() + frame.after();
        JsonNode found = grammar.reparse(framed);
        if (!rewrite.proof().holds(parsed.tree(), frame.inside().apply(found))) {
            throw Proof.failed();
        }
        int shift = frame.before().length();
        return SafeSql.proven(
                framed,
                frame.kind(),
                offset -> text.placeOf(offset - shift),
                offset -> text.isWritten(offset - shift));
    }

    /**
     * A plan shows the conditions of filters and the constants of masks, and counts and estimates
     * rows that the caller may not see.
     */
    private void checkPlan(Obligations obligations, Purpose purpose) {
        boolean plan = purpose instanceof Purpose.Plan || kind() == StatementKind.EXPLAIN;
        if (plan && !obligations.openPlan()) {
            throw new Refused(
                    Code.PLAN_WITHHELD,
                    "the plan is not shown, because it would tell what is hidden in these tables",
                    "Run the query itself; its limits on time and rows hold");
        }
    }

    /** What is put around the statement for its purpose. */
    private Frame frame(Purpose purpose) {
        return switch (purpose) {
            case Purpose.Fetch _ when kind() == StatementKind.EXPLAIN -> Frame.none();
            case Purpose.Fetch(int rows, int skip) -> Frame.limited(LIMITED, rows, skip);
            case Purpose.Plan _ when kind() == StatementKind.EXPLAIN ->
                    throw new Refused(
                            Code.CONSTRUCT_REFUSED,
                            "the statement is an EXPLAIN already",
                            "Give the SELECT itself");
            case Purpose.Plan(int rows, boolean analyze) ->
                    Frame.limited(LIMITED, rows)
                            .explained(analyze ? Optional.of("analyze") : Optional.empty());
            case Purpose.Estimate(int rows) ->
                    Frame.limited(LIMITED, rows).explained(Optional.of("verbose"));
        };
    }
}
