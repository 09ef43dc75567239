package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * The types of results, by their OIDs: their names as the database itself writes them ({@code
 * format_type}), the same as in the catalog, and what arrays consist of. Asked for once and kept:
 * an OID keeps its meaning. Bounded, because types can be made without end.
 */
final class ResultTypes {

    private static final int MOST = 20_000;

    /** The database itself tells what a column's domain stands for, but not an element's. */
    private static final String TYPES =
            """
            SELECT t.oid::pg_catalog.int8, pg_catalog.format_type(t.oid, NULL),
              (CASE WHEN t.typtype = 'd' OR t.typoutput <> 'pg_catalog.array_out'::pg_catalog.regproc THEN 0
                WHEN e.typtype <> 'd' THEN e.oid
                ELSE (WITH RECURSIVE stands_for(oid, base) AS (
                    SELECT e.oid, e.typbasetype
                    UNION ALL SELECT b.oid, b.typbasetype
                    FROM stands_for s JOIN pg_catalog.pg_type b ON b.oid = s.base)
                  SELECT s.oid FROM stands_for s WHERE s.base = 0) END)::pg_catalog.int8,
              coalesce(e.typdelim, ',')
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
            """;

    private static final String BUILT_IN = " WHERE t.oid < 16384 AND t.typtype <> 'c'";

    private final Map<Integer, ResultType> types = new ConcurrentHashMap<>();
    private final Duration patience;

    ResultTypes(Duration patience) {
        this.patience = patience;
    }

    /** The types of the fields; asks the database only for types never met before. */
    List<ResultType> of(List<Field> fields, Wire wire) throws SQLException {
        if (types.isEmpty()) {
            learn(TYPES + BUILT_IN, wire);
        }
        List<ResultType> known = new ArrayList<>(fields.size());
        for (Field field : fields) {
            ResultType type = types.get(field.getOID());
            if (type == null) {
                learnAll(fields, wire);
                type = type(field.getOID());
            }
            known.add(type);
        }
        return List.copyOf(known);
    }

    private void learnAll(List<Field> fields, Wire wire) throws SQLException {
        var unknown =
                fields.stream().map(Field::getOID).filter(oid -> !types.containsKey(oid)).toList();
        learn(TYPES + " WHERE t.oid IN (" + list(unknown) + ")", wire);
    }

    /** A type that was dropped meanwhile has no name. */
    private ResultType type(int oid) {
        return types.getOrDefault(oid, new ResultType("???", oid, 0, ','));
    }

    private static String list(Collection<Integer> oids) {
        return oids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
    }

    private void learn(String query, Wire wire) throws SQLException {
        if (types.size() > MOST) {
            types.clear();
        }
        Fetched fetched = new Execution(wire).run(query, MOST, patience, new Cancellation());
        for (Tuple tuple : fetched.tuples()) {
            int oid = oid(tuple, 0);
            types.put(
                    oid,
                    new ResultType(text(tuple, 1), oid, oid(tuple, 2), text(tuple, 3).charAt(0)));
        }
    }

    private static int oid(Tuple tuple, int column) {
        return Integer.parseUnsignedInt(text(tuple, column));
    }

    private static String text(Tuple tuple, int column) {
        return new String(tuple.get(column), StandardCharsets.UTF_8);
    }
}
