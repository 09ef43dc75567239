package dev.gatehouse.mcp.exchange;

import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RequestId;
import dev.gatehouse.mcp.rpc.RpcError;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of one connection or session that are not answered yet. */
public final class Flights {

    /** What a client hears that asks with the id of another request, which has not ended. */
    public static final RpcError ID_IN_USE =
            new RpcError(
                    ErrorCode.INVALID_REQUEST,
                    "This id belongs to a request that is not answered yet");

    private final Map<RequestId, Flight> open = new ConcurrentHashMap<>();

    /** Begins a flight; empty when another with the same id has not ended. */
    public Optional<Flight> begin(RequestId id) {
        Flight flight = new Flight();
        return open.putIfAbsent(id, flight) == null ? Optional.of(flight) : Optional.empty();
    }

    /** Forgets a flight that has ended. */
    public void forget(RequestId id, Flight flight) {
        open.remove(id, flight);
    }

    /** Cancels one request; an unknown or ended one is left alone (MCP, cancellation). */
    public void cancel(RequestId id) {
        Flight flight = open.get(id);
        if (flight != null) {
            flight.cancel();
        }
    }

    /** Cancels every request, except those that end by themselves with their session. */
    public void cancelAll() {
        open.values().stream().filter(flight -> !flight.endsWithSession()).forEach(Flight::cancel);
    }
}
