package dev.gatehouse.core.ask;

/** How far an ask is on its journey, for people who wait for its answer. */
public enum Step {
    /** Other asks come before it. */
    WAITING,
    /** It is read, decided on and rewritten. */
    CHECKING,
    /** The database works on it, or its rows are on the way. */
    RUNNING
}
