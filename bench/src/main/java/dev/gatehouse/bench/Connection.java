package dev.gatehouse.bench;

import java.io.IOException;

/** A client's connection to a server; for one thread. */
interface Connection {

    /** Takes the first steps of the revision that the client speaks; the server answers them. */
    void open() throws IOException;

    /**
     * Asks, and waits for the answer.
     *
     * @throws IOException also when the server refuses
     */
    String ask(Call call) throws IOException;
}
