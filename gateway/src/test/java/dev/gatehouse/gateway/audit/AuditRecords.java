package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.audit.AuditRecord.Outcome;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Truncation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records to append. */
public final class AuditRecords {

    public static final Outcome ANSWERED = new Outcome.Answered(42, 1234, Truncation.NONE);
    public static final Outcome REFUSED = new Outcome.Ended(Code.RELATION_UNAVAILABLE);

    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.000123456Z");

    private static final List<String> REASONS = List.of("every schema in sight may be read");

    private AuditRecords() {}

    /** A record that is told from others by the fingerprint. */
    public static AuditRecord of(String fingerprint) {
        return of("claude-desktop 1.4", fingerprint, List.of("sales.orders"), ANSWERED);
    }

    /** A record of a query. */
    public static AuditRecord of(
            String client, String fingerprint, List<String> relations, Outcome outcome) {
        var origin = new Origin("stdio", "query", "", client);
        var ask = new Ask.Query(origin, "", "SELECT 'secret value'", 10);
        return of(ask, fingerprint, relations, REASONS, outcome);
    }

    /** A record with every text and list as long as this. */
    static AuditRecord of(String sql, String text, List<String> many) {
        var client = new Origin.Client(text, text, text);
        var origin =
                new Origin(text, text, text, client, text, text, new Trace(text, "", false, ""));
        return of(new Ask.Query(origin, text, sql, 10), text, many, many, ANSWERED);
    }

    private static AuditRecord of(
            Ask ask,
            String fingerprint,
            List<String> relations,
            List<String> reasons,
            Outcome outcome) {
        return new AuditRecord(
                TIME,
                Duration.ofNanos(12_700_000),
                new Caller("local:alice", List.of("analyst"), Map.of(), Confines.ALL),
                ask,
                "shop",
                fingerprint,
                relations,
                reasons,
                outcome,
                Map.of(),
                ask.origin().trace());
    }
}
