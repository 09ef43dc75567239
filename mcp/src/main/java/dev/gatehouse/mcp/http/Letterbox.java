package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.rpc.Message;
import java.time.Duration;

/** What there is to write to a client, for the one thread that writes it. */
@FunctionalInterface
interface Letterbox {

    /** What {@link #next} finds. */
    sealed interface Found {

        /** A message for the client. */
        record Letter(Message message) implements Found {}

        /** Nothing yet. */
        record Nothing() implements Found {}

        /** Nothing any more. */
        record End() implements Found {}
    }

    /** The next message; waits for it, but not longer than {@code patience}. */
    Found next(Duration patience) throws InterruptedException;
}
