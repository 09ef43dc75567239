package dev.gatehouse.engines.postgres;

import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/** What the database sent for one statement. Notices are dropped: they can hold row values. */
final class Fetched extends ResultHandlerBase {

    private List<Field> fields = List.of();
    private List<Tuple> tuples = List.of();

    @Override
    public void handleResultRows(
            Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        this.fields = List.of(fields);
        this.tuples = tuples;
    }

    @Override
    public void handleWarning(SQLWarning warning) {}

    List<Field> fields() {
        return fields;
    }

    List<Tuple> tuples() {
        return tuples;
    }
}
