package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.SafeSql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Errors of the database in words for the one who asked (SQL-GUARD 5.11). The server's own words
 * can hold values of rows that the caller may not see, so they go out only where they cannot:
 * errors of names and types that carry a position in what the caller wrote. A position is set while
 * a statement is analysed, before any row is read; what the dialect wrote may name columns that the
 * caller must not know of. Everything else is told by its SQLSTATE.
 */
final class Failures {

    /** SQLSTATEs of class 42 whose messages, raised by the analysis, name names and types only. */
    private static final Set<String> NAMES_ONLY =
            Set.of(
                    "42601", "42701", "42702", "42703", "42704", "42712", "42725", "42803", "42804",
                    "42809", "42846", "42883", "42P01", "42P08", "42P09", "42P10", "42P18", "42P19",
                    "42P20", "42P21", "42P22");

    private static final int LONGEST_MESSAGE = 600;
    private static final int LONGEST_KEPT = 64 * 1024;
    private static final String LESS =
            "Read less: filter on indexed columns, aggregate, or ask for fewer rows.";

    private static final String OPERATOR =
            "Whoever runs Gatehouse can check that the database runs, and the settings that lead to it.";

    private Failures() {}

    /** Whether the connection was lost, so that the statement may not have been run at all. */
    static boolean connectionLost(SQLException failure) {
        String state = state(failure);
        return (state.startsWith("08") && !state.equals("08S01"))
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03");
    }

    /** Whether the database answered with more than is read of one reply. */
    static boolean tooLong(SQLException failure) {
        if (state(failure).equals("08S01")) {
            return true;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BoundedSocket.ReplyTooLong) {
                return true;
            }
        }
        return false;
    }

    /** Whether the database has no such table or column, be it that it had one a while ago. */
    static boolean isUnknownName(SQLException failure) {
        return state(failure).equals("42P01") || state(failure).equals("42703");
    }

    /** Whether the connection can go on to serve others after this. */
    static boolean harmless(SQLException failure) {
        return !isLong(failure) && harmless(state(failure));
    }

    /** The driver keeps the memory that it read a long message into for as long as it can. */
    private static boolean isLong(SQLException failure) {
        String message = failure.getMessage();
        return message != null && message.length() > LONGEST_KEPT;
    }

    private static boolean harmless(String state) {
        return switch (state.isEmpty() ? "" : state.substring(0, 2)) {
            case "", "08", "40", "53", "57", "58", "F0", "XX" -> false;
            default -> true;
        };
    }

    static Refused stopped(Execution.End end, Duration limit) {
        return switch (end) {
            case CALLED_OFF -> new Refused(Code.CANCELLED, "the ask was called off", "");
            case TIME_UP, BY_ITSELF ->
                    new Refused(
                            Code.TIMEOUT,
                            "the statement ran longer than " + words(limit) + " and was stopped",
                            LESS);
        };
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    static Refused away() {
        return new Refused(
                Code.DATABASE_UNAVAILABLE,
                "the database cannot be reached",
                "Try again later. " + OPERATOR);
    }

    /**
     * The session did not take what it was to be told of the caller, so the statement did not run.
     */
    static Refused untold() {
        return new Refused(
                Code.DATABASE_UNSUITABLE,
                "the session in the database cannot be told who asks",
                "Whoever runs Gatehouse finds the reason in its log.");
    }

    /**
     * @param bytes that one result may take
     */
    static Refused tooLarge(int bytes) {
        return new Refused(
                Code.RESULT_TOO_LARGE,
                "the result is larger than the " + bytes + " bytes of memory set aside for one",
                "Select fewer rows or columns, or a part of long values, such as left(column, 1000).");
    }

    /** Why no connection could be had. */
    static Refused connecting(SQLException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refused refused) {
                return refused;
            }
            if (t instanceof PSQLException cause) {
                return connecting(state(cause));
            }
        }
        return away();
    }

    private static Refused connecting(String state) {
        return switch (state) {
            case "53300" -> busy("the database has no connection left", state);
            case "28000", "28P01" ->
                    unavailable("the database does not let Gatehouse log in", state);
            case "3D000" -> unavailable("the database server has no such database", state);
            case "42501" -> unavailable("the role may not connect to the database", state);
            case "42704", "22023" ->
                    unavailable("the database does not know a setting of the session", state);
            default -> away();
        };
    }

    private static Refused unavailable(String message, String state) {
        return new Refused(Code.DATABASE_UNAVAILABLE, message + sqlstate(state), OPERATOR);
    }

    private static Refused busy(String message, String state) {
        return new Refused(Code.BUSY, message + sqlstate(state), "Try again in a moment.");
    }

    /**
     * What the database has against a statement.
     *
     * @param sql the statement as it was sent
     */
    static Refused running(SQLException failure, SafeSql sql) {
        int offset =
                serverMessage(failure)
                        .map(message -> offset(message.getPosition(), sql.text()))
                        .orElse(-1);
        Place place = offset < 0 ? Place.UNKNOWN : sql.placeOf(offset);
        return running(failure, place, offset >= 0 && !sql.isWritten(offset));
    }

    /** What the database has against a question of ours. */
    static Refused asking(SQLException failure) {
        return running(failure, Place.UNKNOWN, false);
    }

    /**
     * @param named whether the error is about what the caller wrote itself
     */
    private static Refused running(SQLException failure, Place place, boolean named) {
        String state = state(failure);
        if (connectionLost(failure)) {
            return away();
        }
        return switch (state) {
            case "25006" ->
                    new Refused(
                            Code.NOT_READ_ONLY,
                            "the statement would change the database" + sqlstate(state),
                            "Only reads are served.",
                            place);
            case "42501" ->
                    new Refused(
                            Code.DATABASE_ERROR,
                            "Gatehouse's role in the database lacks the right to do this"
                                    + sqlstate(state),
                            "Whoever runs the database would have to grant it.",
                            place);
            case "53000", "53200", "53300", "40001", "40P01", "55P03" ->
                    busy("the database reports: " + Conditions.words(state), state);
            case "57014" ->
                    new Refused(
                            Code.DATABASE_ERROR,
                            "the statement was stopped in the database" + sqlstate(state),
                            "");
            default -> error(state, serverMessage(failure).filter(_ -> named).orElse(null), place);
        };
    }

    private static Refused error(String state, @Nullable ServerErrorMessage server, Place place) {
        if (server != null && NAMES_ONLY.contains(state)) {
            String message = cut(server.getMessage());
            String hint = cut(server.getHint());
            if (!message.isBlank()) {
                String help = hint.isBlank() ? Conditions.help(state) : hint;
                return new Refused(Code.DATABASE_ERROR, message + sqlstate(state), help, place);
            }
        }
        return new Refused(
                Code.DATABASE_ERROR,
                "the database reports: " + Conditions.words(state) + sqlstate(state),
                Conditions.help(state),
                place);
    }

    /** The offset of a position, which counts characters from 1; -1: there is none. */
    private static int offset(int position, String text) {
        boolean inside = position >= 1 && position <= text.codePointCount(0, text.length()) + 1;
        return inside ? text.offsetByCodePoints(0, position - 1) : -1;
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException failure) {
        return failure instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }

    static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static String sqlstate(String state) {
        return state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    }

    private static String cut(@Nullable String message) {
        String whole = message == null ? "" : message;
        return whole.length() <= LONGEST_MESSAGE
                ? whole
                : whole.substring(0, LONGEST_MESSAGE) + "…";
    }
}
