package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.Cast;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.catalog.Routines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the code of users in a database. A function is there when the role may call it; a cast
 * always, because it takes place without a word.
 */
final class RoutineReader {

    private final Session session;

    private RoutineReader(Session session) {
        this.session = session;
    }

    static Routines read(Session session) throws SQLException {
        return new RoutineReader(session).routines();
    }

    private record Link(RelationName from, RelationName to) {}

    private Routines routines() throws SQLException {
        var types = links(RoutineQueries.TYPES_OF_FUNCTIONS);
        return Routines.of(
                session.all(
                        RoutineQueries.functions(session.serverMajor()),
                        row -> routine(row, types)),
                casts(),
                links(RoutineQueries.parts(session.serverMajor())));
    }

    private static Routine routine(ResultSet row, Map<RelationName, Set<RelationName>> types)
            throws SQLException {
        RelationName name = name(row, 1);
        return new Routine(
                name,
                row.getString(3),
                row.getBoolean(5) ? Routine.Kind.INTERNAL : kind(row.getString(4)),
                volatility(row.getString(6)),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                types.getOrDefault(name, Set.of()));
    }

    private static RelationName name(ResultSet row, int at) throws SQLException {
        return new RelationName(row.getString(at), row.getString(at + 1));
    }

    /** What is of no known kind is not called. */
    private static Routine.Kind kind(String prokind) {
        return switch (prokind) {
            case "f" -> Routine.Kind.FUNCTION;
            case "a" -> Routine.Kind.AGGREGATE;
            case "w" -> Routine.Kind.WINDOW;
            case "p" -> Routine.Kind.PROCEDURE;
            default -> Routine.Kind.INTERNAL;
        };
    }

    private static Routine.Volatility volatility(String provolatile) {
        return switch (provolatile) {
            case "i" -> Routine.Volatility.IMMUTABLE;
            case "s" -> Routine.Volatility.STABLE;
            default -> Routine.Volatility.VOLATILE;
        };
    }

    private Set<Cast> casts() throws SQLException {
        List<Cast> casts =
                session.all(
                        RoutineQueries.CASTS,
                        row ->
                                new Cast(
                                        name(row, 1),
                                        name(row, 3),
                                        row.getBoolean(5),
                                        name(row, 6),
                                        row.getBoolean(8)));
        return new HashSet<>(casts);
    }

    private Map<RelationName, Set<RelationName>> links(String query) throws SQLException {
        return session.all(query, row -> new Link(name(row, 1), name(row, 3))).stream()
                .collect(
                        Collectors.groupingBy(
                                Link::from,
                                Collectors.mapping(Link::to, Collectors.toUnmodifiableSet())));
    }
}
