package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.Log;
import dev.gatehouse.mcp.tool.LogLevel;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Log messages of one request as {@code notifications/message}, for a client that asked. */
final class LogNotifications implements Log {

    static final int MOST = 1_000;
    static final int LONGEST = 4_000;

    private final Exchange exchange;
    private final String logger;
    private final Supplier<Optional<LogLevel>> least;
    private int written;

    /**
     * @param logger the name of what logs
     * @param least the severity from which on the client wants to hear; empty when it never asked
     */
    LogNotifications(Exchange exchange, String logger, Supplier<Optional<LogLevel>> least) {
        this.exchange = exchange;
        this.logger = logger;
        this.least = least;
    }

    /** What a client hears that asks for a level which there is not. */
    static RpcException unknownLevel() {
        return RpcException.invalidParams(
                "A log level is one of "
                        + Arrays.stream(LogLevel.values()).map(LogLevel::text).toList());
    }

    @Override
    public void write(LogLevel level, String text) {
        if (least.get().filter(asked -> asked.compareTo(level) <= 0).isPresent()) {
            exchange.flight().whileOpen(() -> send(level, text));
        }
    }

    /** Runs under the flight's lock, which also guards {@link #written}. */
    private void send(LogLevel level, String text) {
        if (written == MOST) {
            return;
        }
        written++;
        ObjectNode params = Wire.object();
        params.put("level", level.text());
        params.put("logger", logger);
        params.put("data", Excerpt.of(text, LONGEST));
        exchange.outbox().send(new Message.Notification("notifications/message", params));
    }
}
