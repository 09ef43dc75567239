package dev.gatehouse.core.sql;

/** What the proven statement is for. */
public sealed interface Purpose {

    /** The most rows that the statement is to yield. */
    int rows();

    /**
     * The same for a caller that is shown no more rows than its limits say. What is read on is cut
     * at them answer by answer, so the statement yields the rows of several.
     *
     * @param most the most rows of an answer; one more is fetched
     */
    default Purpose capped(int most) {
        int rows = (int) Math.min(rows(), 1L + most);
        return switch (this) {
            case Fetch fetch when fetch.skip() > 0 -> fetch;
            case Fetch _ -> new Fetch(rows);
            case Plan(int _, boolean analyze) -> new Plan(rows, analyze);
            case Estimate _ -> new Estimate(rows);
        };
    }

    /** How many rows the database has to come by. */
    default int reach() {
        return switch (this) {
            case Fetch(int rows, int skip) -> (int) Math.min((long) rows + skip, Integer.MAX_VALUE);
            case Plan _, Estimate _ -> rows();
        };
    }

    /**
     * Run it and fetch its rows.
     *
     * @param skip how many of the first rows to leave out
     */
    record Fetch(int rows, int skip) implements Purpose {

        /** From the first row. */
        public Fetch(int rows) {
            this(rows, 0);
        }
    }

    /**
     * Show the plan by which it would be fetched; with {@code analyze}, of a run that took place.
     */
    record Plan(int rows, boolean analyze) implements Purpose {}

    /** Tell what the planner expects of fetching it, for limits alone: nobody is shown the plan. */
    record Estimate(int rows) implements Purpose {}
}
