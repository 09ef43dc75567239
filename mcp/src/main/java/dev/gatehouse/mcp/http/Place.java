package dev.gatehouse.mcp.http;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One of a limited number of places, until it is closed. */
final class Place implements AutoCloseable {

    private final Semaphore places;

    private Place(Semaphore places) {
        this.places = places;
    }

    /**
     * Takes a place at once.
     *
     * @throws HttpRefusal when there is none
     */
    static Place in(Semaphore places, Supplier<HttpRefusal> full) {
        if (!places.tryAcquire()) {
            throw full.get();
        }
        return new Place(places);
    }

    @Override
    public void close() {
        places.release();
    }
}
