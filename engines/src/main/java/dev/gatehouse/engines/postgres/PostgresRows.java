package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/** Rows that have arrived, decoded one by one from the server's own text. */
final class PostgresRows implements Rows {

    /**
     * An array takes many times its text in memory, so one that will be cut in any case is not
     * read. Written anew, none has less than a quarter of the length that the server gave it.
     */
    private static final int SHRINKING = 4;

    private final RowSource source;
    private final List<ResultType> types;
    private final List<Tuple> tuples;
    private final List<ResultColumn> columns;
    private final long longestArray;
    private int current = -1;
    private boolean held;

    /**
     * @param cellBytes what is longer will be cut
     */
    PostgresRows(
            RowSource source,
            List<Field> fields,
            List<ResultType> types,
            List<Tuple> tuples,
            int cellBytes) {
        this.source = source;
        this.types = types;
        this.longestArray = (long) SHRINKING * cellBytes;
        this.tuples = tuples;
        List<ResultColumn> named = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            named.add(new ResultColumn(fields.get(i).getColumnLabel(), types.get(i).name()));
        }
        this.columns = List.copyOf(named);
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (current >= 0 && current < tuples.size()) {
            tuples.set(current, NOTHING);
        }
        return ++current < tuples.size();
    }

    /** Rows are read once; what was read need not stay in memory. */
    private static final Tuple NOTHING = new Tuple(0);

    @Override
    public List<Value> row() {
        Tuple tuple = tuples.get(current);
        List<Value> row = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            row.add(value(types.get(i), tuple.get(i)));
        }
        return row;
    }

    private Value value(ResultType type, byte @Nullable [] bytes) {
        if (bytes == null) {
            return Value.Null.NULL;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!type.isArray()) {
            return PostgresValues.scalar(type.oid(), text);
        }
        return bytes.length > longestArray
                ? new Value.Text(text)
                : PostgresValues.array(type, text);
    }

    @Override
    public long hold(int read) {
        long number = source.hold(tuples.subList(read, tuples.size()));
        held = number != 0;
        return number;
    }

    @Override
    public void close() {
        if (!held) {
            source.close();
        }
    }
}
