package dev.gatehouse.core.ask;

/**
 * Something that a caller wants from a database. Every way of asking, from a tool, the shell or a
 * catalogue of queries, makes one of these; there is no other way to a database.
 */
public sealed interface Ask {

    /** Where the ask came from. */
    Origin origin();

    /** Name of the database as the caller wrote it; empty for the default one. */
    String database();

    /** An ask whose text is SQL, and therefore SQL from a stranger. */
    sealed interface Statement extends Ask {

        /** The text, exactly as it was received. */
        String sql();
    }

    /**
     * The rows of a read.
     *
     * @param wanted the most that the caller wants of this one; it only lowers what holds anyway
     * @param from where in the result to begin
     */
    record Query(Origin origin, String database, String sql, Limits wanted, Position from)
            implements Statement {

        /** The first rows. */
        public Query(Origin origin, String database, String sql, Limits wanted) {
            this(origin, database, sql, wanted, Position.START);
        }

        /**
         * @param rows the most rows that the caller wants; {@link Integer#MAX_VALUE} when it did
         *     not say
         */
        public Query(Origin origin, String database, String sql, int rows) {
            this(origin, database, sql, Limits.NONE.withRows(rows));
        }
    }

    /**
     * The plan of a read, exactly as {@link Query} would run it.
     *
     * @param analyze whether to run the statement and show what really happened
     */
    record Explain(Origin origin, String database, String sql, boolean analyze)
            implements Statement {}

    /**
     * A look at what the database contains.
     *
     * @param fresh whether to read the database's catalog again instead of using the last snapshot
     */
    record Browse(Origin origin, String database, boolean fresh) implements Ask {}

    /**
     * A close look at one relation.
     *
     * @param schema empty when the caller did not name it
     */
    record Describe(Origin origin, String database, String schema, String relation)
            implements Ask {}

    /** Which databases there are for the caller. */
    record Roster(Origin origin) implements Ask {

        @Override
        public String database() {
            return "";
        }
    }

    /**
     * A call that could not be understood as an ask; it is turned away, and recorded like any
     * other.
     *
     * @param times how many such calls this one stands for, when there are too many to tell of each
     */
    record Unfit(Origin origin, long times) implements Ask {

        public Unfit {
            if (times < 1) {
                throw new IllegalArgumentException("a call happened at least once");
            }
        }

        /** One call. */
        public Unfit(Origin origin) {
            this(origin, 1);
        }

        @Override
        public String database() {
            return "";
        }
    }
}
