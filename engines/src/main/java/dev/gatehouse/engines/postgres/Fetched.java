package dev.gatehouse.engines.postgres;

import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/** What the database sent for one statement. Notices are dropped: they can hold row values. */
final class Fetched extends ResultHandlerBase {

    private final Query statement;
    private boolean afterOthers;
    private List<Field> fields = List.of();
    private List<Tuple> tuples = List.of();
    private @Nullable ResultCursor cursor;

    /**
     * @param statement whose rows are wanted; those of others that were sent with it are not
     */
    Fetched(Query statement) {
        this.statement = statement;
    }

    @Override
    public void handleResultRows(
            Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        if (statement.equals(query)) {
            this.fields = List.of(fields);
            this.tuples = tuples;
            this.cursor = cursor;
        } else {
            this.afterOthers = true;
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {}

    /** Whether another result came, which is there only when something was told first. */
    boolean isAfterOthers() {
        return afterOthers;
    }

    /** For what follows this in the same result. */
    Fetched next() {
        return new Fetched(statement);
    }

    /** The same place in the result, with no rows. */
    Fetched next(ResultCursor here) {
        Fetched none = next();
        none.cursor = here;
        return none;
    }

    /** Where the database stands in a result that is read in parts; empty at its end. */
    Optional<ResultCursor> cursor() {
        return Optional.ofNullable(cursor);
    }

    List<Field> fields() {
        return fields;
    }

    List<Tuple> tuples() {
        return tuples;
    }
}
