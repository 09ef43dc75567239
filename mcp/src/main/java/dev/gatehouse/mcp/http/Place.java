package dev.gatehouse.mcp.http;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One of a limited number of places, until it is closed. */
@FunctionalInterface
interface Place extends AutoCloseable {

    /**
     * Takes a place at once.
     *
     * @throws HttpRefusal when there is none
     */
    static Place in(Semaphore places, Supplier<HttpRefusal> full) {
        if (!places.tryAcquire()) {
            throw full.get();
        }
        return places::release;
    }

    @Override
    void close();
}
