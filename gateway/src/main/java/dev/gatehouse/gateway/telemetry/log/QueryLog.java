package dev.gatehouse.gateway.telemetry.log;

import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.gateway.telemetry.Finished;
import dev.gatehouse.gateway.telemetry.KnownNames;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for each ask that is over: {@code query ok fp=3a1c9f82a2d1 rows=42 ms=12 db=shop}, or
 * {@code query refused code=COLUMN_UNAVAILABLE fp=3a1c9f82a2d1 ms=2 db=shop}. No SQL, no values,
 * and no word that a client chose.
 */
public final class QueryLog implements Consumer<Finished> {

    private static final Logger LOG = LoggerFactory.getLogger(Loggers.QUERIES);

    @Override
    public void accept(Finished ask) {
        LoggingEventBuilder line =
                switch (ask.outcome()) {
                    case AuditRecord.Outcome.Answered answered -> answered(ask, answered);
                    case AuditRecord.Outcome.Ended ended -> refused(ask, ended);
                };
        LoggingEventBuilder timed = line.addKeyValue("ms", ask.total().toMillis());
        LoggingEventBuilder placed = with(timed, "db", named(ask.database(), ""));
        with(placed, "trace", ask.from().trace().id()).log();
    }

    private static LoggingEventBuilder answered(
            Finished ask, AuditRecord.Outcome.Answered answered) {
        LoggingEventBuilder line =
                with(begun(ask, "ok"), "fp", ask.fingerprint())
                        .addKeyValue("rows", answered.rows());
        return answered.truncation() == Truncation.NONE
                ? line
                : line.addKeyValue("cut", answered.truncation().name().toLowerCase(Locale.ROOT));
    }

    private static LoggingEventBuilder refused(Finished ask, AuditRecord.Outcome.Ended ended) {
        LoggingEventBuilder line =
                with(
                        begun(ask, "refused").addKeyValue("code", ended.code().name()),
                        "fp",
                        ask.fingerprint());
        return ask.times() == 1 ? line : line.addKeyValue("times", ask.times());
    }

    /** Who was turned away before saying what to call has made a request. */
    private static LoggingEventBuilder begun(Finished ask, String outcome) {
        String tool = named(ask.tool(), "request");
        return LOG.atInfo()
                .setMessage(tool + " " + outcome)
                .addKeyValue(LogFormat.TOOL, tool)
                .addKeyValue(LogFormat.OUTCOME, outcome);
    }

    private static String named(String name, String otherwise) {
        return name.equals(KnownNames.NONE) ? otherwise : name;
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String name, String value) {
        return value.isEmpty() ? line : line.addKeyValue(name, value);
    }
}
