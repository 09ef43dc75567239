package dev.gatehouse.engines.postgres;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;

/**
 * The statements that one connection was asked lately. One that comes again gets a name in the
 * database, which from then on neither reads nor plans it anew. Used by one thread at a time.
 *
 * <p>Statements without parameters only, so that the plan for a name is the plan for its text.
 */
final class Repeats {

    /** The database keeps some tens of KiB for each. */
    private static final int MOST = 128;

    /** In characters. What is longer is seldom asked again, and would take much to keep. */
    private static final int LONGEST = 8192;

    /**
     * A table is another since the statement got its name, or somebody between us and the database
     * hands our statements to several of its sessions.
     */
    private static final String CHANGED_RESULT = "0A000";

    private static final Set<String> NO_SUCH_NAME = Set.of("26000", "42P05");

    private final AtomicBoolean namesHold;
    private final Map<String, Asked> asked = new LinkedHashMap<>(16, 0.75f, true);

    /** A statement as the driver knows it, and what to tell the driver about it. */
    record Asked(Query query, int flags) {

        boolean isNamed() {
            return (flags & QueryExecutor.QUERY_ONESHOT) == 0;
        }

        private Asked named() {
            return new Asked(query, flags & ~QueryExecutor.QUERY_ONESHOT);
        }
    }

    /**
     * @param namesHold whether a name is known later on; shared by all connections to a database
     */
    Repeats(AtomicBoolean namesHold) {
        this.namesHold = namesHold;
    }

    /** Makes a query of a text. */
    interface Maker {
        Query make(String text) throws SQLException;
    }

    /** The statement of a text that is asked now. */
    Asked asking(String text, Maker maker) throws SQLException {
        Asked before = asked.get(text);
        if (before == null) {
            Asked first = new Asked(maker.make(text), Execution.ONCE);
            if (text.length() <= LONGEST) {
                keep(text, first);
            }
            return first;
        }
        if (!before.isNamed() && namesHold.get()) {
            asked.put(text, before.named());
            return before.named();
        }
        return before;
    }

    private void keep(String text, Asked first) {
        if (asked.size() >= MOST) {
            var eldest = asked.entrySet().iterator();
            eldest.next().getValue().query().close();
            eldest.remove();
        }
        asked.put(text, first);
    }

    /**
     * Whether a named statement failed for its name, so that it did not run and can run without.
     */
    boolean failedForName(SQLException failure) {
        String state = Failures.state(failure);
        if (NO_SUCH_NAME.contains(state)) {
            namesHold.set(false);
        }
        return state.equals(CHANGED_RESULT) || NO_SUCH_NAME.contains(state);
    }

    /** The statement has no name any more. */
    void forget(String text) {
        Asked gone = asked.remove(text);
        if (gone != null) {
            gone.query().close();
        }
    }
}
