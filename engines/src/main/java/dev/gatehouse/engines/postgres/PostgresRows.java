package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Oid;
import org.postgresql.core.Tuple;
import org.postgresql.util.PGbytea;

/** A result that has arrived whole, decoded row by row from the server's own text. */
final class PostgresRows implements Rows {

    private final Lease lease;
    private final List<Field> fields;
    private final List<Tuple> tuples;
    private final List<ResultColumn> columns;
    private int current = -1;

    PostgresRows(Lease lease, Fetched fetched, List<String> types) {
        this.lease = lease;
        this.fields = fetched.fields();
        this.tuples = fetched.tuples();
        List<ResultColumn> named = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            named.add(new ResultColumn(fields.get(i).getColumnLabel(), types.get(i)));
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
        List<Value> row = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            row.add(value(fields.get(i).getOID(), tuple.get(i)));
        }
        return row;
    }

    private static Value value(int type, byte @Nullable [] bytes) {
        if (bytes == null) {
            return Value.Null.NULL;
        }
        return switch (type) {
            case Oid.BYTEA -> new Value.Binary(base64(bytes));
            case Oid.BOOL -> new Value.Bool(bytes[0] == 't');
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.OID ->
                    new Value.Whole(Long.parseLong(text(bytes)));
            case Oid.NUMERIC, Oid.FLOAT4, Oid.FLOAT8 -> new Value.Numeric(text(bytes));
            case Oid.JSON, Oid.JSONB -> new Value.Json(text(bytes));
            default -> new Value.Text(text(bytes));
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] hexadecimal) {
        try {
            return Base64.getEncoder().encodeToString(PGbytea.toBytes(hexadecimal));
        } catch (SQLException malformed) {
            throw new IllegalStateException(
                    "the server printed a bytea as it never does", malformed);
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
