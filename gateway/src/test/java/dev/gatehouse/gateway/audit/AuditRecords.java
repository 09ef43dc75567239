package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.audit.AuditRecord.Outcome;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Truncation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records to append. */
final class AuditRecords {

    static final Outcome ANSWERED = new Outcome.Answered(42, 1234, Truncation.NONE);
    static final Outcome REFUSED = new Outcome.Ended(Code.RELATION_UNAVAILABLE);

    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.000123456Z");

    private AuditRecords() {}

    /** A record that is told from others by the fingerprint. */
    static AuditRecord of(String fingerprint) {
        return of("claude-desktop 1.4", fingerprint, List.of("sales.orders"), ANSWERED);
    }

    static AuditRecord of(
            String client, String fingerprint, List<String> relations, Outcome outcome) {
        var origin = new Origin("stdio", "query", "", client);
        return new AuditRecord(
                TIME,
                Duration.ofNanos(12_700_000),
                new Caller("local:alice", List.of("analyst"), Map.of(), Confines.ALL),
                new Ask.Query(origin, "", "SELECT 'secret value'", 10),
                "shop",
                fingerprint,
                relations,
                List.of("every schema in sight may be read"),
                outcome);
    }
}
