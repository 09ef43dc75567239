package dev.gatehouse.app.clients;

/** A client that others wrote. */
public interface Client {

    /** Runs an errand and tells what it saw; fails when one of its requests does. */
    Seen visit(Server server, Errand errand);

    /** Whether it can ask for completions. */
    default boolean completes() {
        return true;
    }
}
