package dev.gatehouse.core.sql;

/** What the proven statement is for. */
public sealed interface Purpose {

    /** The most rows that the statement is to yield. */
    int rows();

    /** Run it and fetch its rows. */
    record Fetch(int rows) implements Purpose {}

    /**
     * Show the plan by which it would be fetched; with {@code analyze}, of a run that took place.
     */
    record Plan(int rows, boolean analyze) implements Purpose {}

    /** Tell what the planner expects of fetching it, for limits alone: nobody is shown the plan. */
    record Estimate(int rows) implements Purpose {}
}
