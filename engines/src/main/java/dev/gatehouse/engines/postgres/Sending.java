package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.engine.SessionContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;

/**
 * What goes to the database for one statement. Where the session is told nothing, that is the
 * statement. Otherwise it is a transaction of its own, of which all parts are sent at once: what is
 * told holds until the end of the transaction, and the transaction ends right after the statement.
 *
 * <p>A result that is to be read in parts begins such a transaction, too, which ends with the last
 * part.
 *
 * @param query what is sent
 * @param parameters of that; null when there are none, as the driver has it
 * @param statement the proven statement in it
 */
record Sending(Query query, @Nullable ParameterList parameters, Query statement) {

    private static final NativeQuery BEGIN = of("BEGIN READ ONLY");
    private static final NativeQuery ROLLBACK = of("ROLLBACK");
    private static final int PLACE_OF_STATEMENT = 2;
    private static final String IDLE = "idle_in_transaction_session_timeout";

    /**
     * A text that is one statement, and what the session is told before it.
     *
     * @throws IllegalArgumentException when the driver would make several statements of it
     */
    static Sending of(String text, SessionContext session, BaseConnection connection)
            throws SQLException {
        List<String> values = values(session);
        List<NativeQuery> parts = List.of(BEGIN, tell(values), one(text), ROLLBACK);
        return of(parts, values, connection.getQueryExecutor());
    }

    /** A statement to whose session nothing is told. */
    static Sending of(Query alone) {
        return new Sending(alone, null, alone);
    }

    /**
     * A text that is one statement, as the driver sends it.
     *
     * @throws IllegalArgumentException when the driver would make several statements of it
     */
    static Query alone(String text, QueryExecutor executor) throws SQLException {
        return executor.wrap(List.of(one(text)));
    }

    /**
     * The same, of which the transaction does not end: its result can be read in parts.
     *
     * @param idle how long the database waits for the next reading before it ends the session
     */
    static Sending open(
            String text, SessionContext session, Duration idle, BaseConnection connection)
            throws SQLException {
        List<String> values = new ArrayList<>(List.of(IDLE, String.valueOf(idle.toMillis())));
        values.addAll(values(session));
        List<NativeQuery> parts = List.of(BEGIN, tell(values), one(text));
        return of(parts, values, connection.getQueryExecutor());
    }

    private static Sending of(List<NativeQuery> parts, List<String> values, QueryExecutor executor)
            throws SQLException {
        Query whole = executor.wrap(parts);
        ParameterList parameters = whole.createParameterList();
        for (int i = 0; i < values.size(); i++) {
            parameters.setStringParameter(i + 1, values.get(i), Oid.TEXT);
        }
        return new Sending(whole, parameters, part(whole));
    }

    /** The end of a transaction, be it that its statement failed or that nobody reads on. */
    static Sending rollback(QueryExecutor executor) {
        return of(executor.wrap(List.of(ROLLBACK)));
    }

    private static NativeQuery one(String text) throws SQLException {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a statement has no NUL");
        }
        List<NativeQuery> statements = Parser.parseJdbcSql(text, true, false, true, false, false);
        if (statements.size() != 1) {
            throw new IllegalArgumentException("a proven text is one statement");
        }
        return statements.getFirst();
    }

    /** Names and values in turn. The role comes last: what is told before is told by the login. */
    private static List<String> values(SessionContext session) {
        List<String> values = new ArrayList<>();
        session.settings().forEach(told -> values.addAll(List.of(told.setting(), told.value())));
        session.role().ifPresent(role -> values.addAll(List.of("role", role)));
        return values;
    }

    /**
     * {@code SET LOCAL} for so many names and values in turn, with names and values that are no
     * text of SQL.
     */
    private static NativeQuery tell(List<String> namesAndValues) {
        StringBuilder calls = new StringBuilder("SELECT ");
        int[] places = new int[namesAndValues.size()];
        for (int i = 0; i < places.length; i++) {
            calls.append(i % 2 == 0 ? (i == 0 ? "" : ", ") + "pg_catalog.set_config(" : ", ");
            places[i] = calls.length();
            NativeQuery.appendBindName(calls, i + 1);
            calls.append(i % 2 == 0 ? "" : ", true)");
        }
        return of(calls.toString(), places);
    }

    /** A text that is known to be one statement. */
    private static NativeQuery of(String text, int... places) {
        return new NativeQuery(text, places, false, SqlCommand.BLANK);
    }

    private static Query part(Query whole) {
        return Optional.ofNullable(whole.getSubqueries()).orElseThrow()[PLACE_OF_STATEMENT];
    }
}
