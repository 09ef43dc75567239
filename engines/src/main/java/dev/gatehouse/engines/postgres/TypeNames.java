package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * The names of types as the database itself writes them ({@code format_type}), by their OIDs, the
 * same as in the catalog. Asked for once and kept: an OID keeps its meaning. Bounded, because types
 * can be made without end.
 */
final class TypeNames {

    private static final int MOST = 20_000;
    private static final String NAMES =
            "SELECT t.oid::pg_catalog.int8, pg_catalog.format_type(t.oid, NULL)"
                    + " FROM pg_catalog.pg_type t";
    private static final String BUILT_IN = " WHERE t.oid < 16384 AND t.typtype <> 'c'";

    private final Map<Integer, String> names = new ConcurrentHashMap<>();
    private final Duration patience;

    TypeNames(Duration patience) {
        this.patience = patience;
    }

    /** The names of the fields' types; asks the database only for types never met before. */
    List<String> of(List<Field> fields, BaseConnection connection) throws SQLException {
        if (names.isEmpty()) {
            learn(NAMES + BUILT_IN, connection);
        }
        var unknown =
                fields.stream().map(Field::getOID).filter(oid -> !names.containsKey(oid)).toList();
        if (!unknown.isEmpty()) {
            learn(NAMES + " WHERE t.oid IN (" + list(unknown) + ")", connection);
        }
        return fields.stream().map(field -> names.getOrDefault(field.getOID(), "???")).toList();
    }

    private static String list(Collection<Integer> oids) {
        return oids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
    }

    private void learn(String query, BaseConnection connection) throws SQLException {
        if (names.size() > MOST) {
            names.clear();
        }
        Fetched fetched = new Execution(connection).run(query, MOST, patience, new Cancellation());
        for (Tuple tuple : fetched.tuples()) {
            names.put(Integer.parseUnsignedInt(text(tuple, 0)), text(tuple, 1));
        }
    }

    private static String text(Tuple tuple, int column) {
        return new String(tuple.get(column), StandardCharsets.UTF_8);
    }
}
