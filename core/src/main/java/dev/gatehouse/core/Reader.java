package dev.gatehouse.core;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.ask.Position;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.policy.Verdict;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Passage;
import dev.gatehouse.core.result.Passage.Reading;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Shaper;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.StatementKind;
import java.util.Optional;

/** How what was decided on is read from the database, from its first row or from a later one. */
record Reader(Database database, Caller caller, Cancellation cancellation) {

    /** Beyond so many rows nobody reads on. */
    private static final int LAST_ROW = 1_000_000_000;

    /** The rows of a statement as it is run now. Only what is read on is worth holding open. */
    Answer read(Verdict verdict, Limits limits, Purpose purpose) {
        var session = database.session().of(caller);
        if (purpose instanceof Purpose.Fetch(int yielded, int skipped) && skipped > 0) {
            var ran = new OpenResult(0, skipped, yielded);
            try (Rows rows = database.engine().open(verdict.sql(), session, limits, cancellation)) {
                return part(rows, limits, Reading.RUN_AGAIN, new Position(skipped, ran));
            }
        }
        try (Rows rows = database.engine().run(verdict.sql(), session, limits, cancellation)) {
            Answer.Table table = Shaper.shape(rows, limits);
            boolean plan = verdict.sql().kind() == StatementKind.EXPLAIN;
            return plan ? table : table.as(new Passage(0, Reading.BEGUN, after(table, 0)));
        }
    }

    /** What follows in a result that is held open; empty when it is not, or not any more. */
    Optional<Answer> readOn(Verdict verdict, Limits limits, Position from) {
        var session = database.session().of(caller);
        return database.engine()
                .readOn(from.open(), verdict.sql(), session, limits, cancellation)
                .map(rows -> readOn(rows, limits, from));
    }

    private static Answer readOn(Rows rows, Limits limits, Position from) {
        try (rows) {
            return part(rows, limits, Reading.READ_ON, from);
        }
    }

    private static Answer part(Rows rows, Limits limits, Reading reading, Position from) {
        Answer.Table table = Shaper.shape(rows, limits);
        Position next = after(table, from.row());
        if (!next.isStart() && from.open().reaches(next.row(), limits.rows())) {
            long number = rows.hold(table.rows().size());
            next = new Position(next.row(), from.open().numbered(number));
        }
        return table.as(new Passage(from.row(), reading, next));
    }

    /** Where the rest begins of a result that was cut after some rows. */
    private static Position after(Answer.Table table, int skipped) {
        int row = skipped + table.rows().size();
        boolean goesOn =
                switch (table.truncation()) {
                    case NONE, CELL -> false;
                    case ROWS, BYTES -> !table.rows().isEmpty() && row <= LAST_ROW;
                };
        return goesOn ? new Position(row, OpenResult.NONE) : Position.START;
    }
}
