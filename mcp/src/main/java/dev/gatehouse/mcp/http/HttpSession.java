package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Flight;
import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.exchange.Turn;
import dev.gatehouse.mcp.peer.Principal;
import dev.gatehouse.mcp.rpc.RequestId;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A session of one identity, and what is under way in it; a request that speaks for itself is the
 * only one in a session of its own. Safe for many threads.
 */
final class HttpSession {

    private final Principal principal;
    private final Session session;
    private final Flights flights = new Flights();
    private final Semaphore requests;
    private final Semaphore turns;
    private final Announcements announcements = new Announcements();
    private volatile boolean ended;

    /**
     * @param auditId ties the calls of the session together; never the id that opens it to clients
     * @param most the most HTTP requests, and the most pieces of work, at once
     */
    HttpSession(Principal principal, String auditId, int most) {
        this.principal = principal;
        this.session = new Session(principal, auditId);
        this.requests = new Semaphore(most);
        this.turns = new Semaphore(most, true);
    }

    Principal principal() {
        return principal;
    }

    Session session() {
        return session;
    }

    Flights flights() {
        return flights;
    }

    /** What belongs to no request. */
    Announcements announcements() {
        return announcements;
    }

    /** What a notification in this session comes with. */
    Carrier carrier() {
        return new Carrier(session, flights, announcements);
    }

    /** The places for HTTP requests that ask something. */
    Semaphore requests() {
        return requests;
    }

    /** What each piece of work waits for. */
    Semaphore turns() {
        return turns;
    }

    /** The same, for work that may wait for its client. Its HTTP request stays in its place. */
    Turn turn() {
        return new Turn() {
            @Override
            public boolean pause() {
                turns.release();
                return true;
            }

            @Override
            public void resume() {
                turns.acquireUninterruptibly();
            }
        };
    }

    /** Begins a flight; empty when another with the same id has not ended. */
    Optional<Flight> begin(RequestId id) {
        Optional<Flight> flight = flights.begin(id);
        if (ended) {
            flight.ifPresent(Flight::cancel);
        }
        return flight;
    }

    /** Cancels what runs and what is still to come. */
    void end() {
        ended = true;
        announcements.end();
        flights.cancelAll();
        session.end();
    }
}
