package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.mcp.schema.IntegerSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.Arguments;
import java.time.Duration;

/** What one call wants less of than it could have; nothing here raises a limit. */
final class CallLimits {

    private static final long MOST_BYTES = 1L << 40;
    private static final int MOST_SECONDS = 86_400;

    private CallLimits() {}

    static IntegerSchema bytes() {
        return Schema.integer("The most bytes of values; never more than the server's limit")
                .range(1, MOST_BYTES)
                .example(20_000);
    }

    static IntegerSchema seconds() {
        return Schema.integer("How long the query may run; never more than the server's limit")
                .range(1, MOST_SECONDS)
                .example(5);
    }

    /**
     * What a call says of limits.
     *
     * @param otherwise what holds where it says nothing
     */
    static Limits of(Arguments arguments, Limits otherwise) {
        var seconds = arguments.optionalLong("timeout_seconds");
        return otherwise
                .withRows((int) arguments.optionalLong("limit").orElse(otherwise.rows()))
                .withBytes(arguments.optionalLong("max_bytes").orElse(otherwise.bytes()))
                .withTime(
                        seconds.isPresent()
                                ? Duration.ofSeconds(seconds.getAsLong())
                                : otherwise.time());
    }
}
