package dev.gatehouse.mcp.http;

import java.io.IOException;
import java.util.Map;

/**
 * The way back of one request. Exactly one method is called, once, by the thread that handles the
 * request; writing blocks while the client does not read.
 */
public interface HttpReply {

    /**
     * Answers with all there is; an empty body is no body.
     *
     * @throws IOException when the client is gone
     */
    void whole(int status, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * Begins an answer of status 200 that is written bit by bit, and ends with the handling.
     *
     * @throws IOException when the client is gone
     */
    Stream stream(Map<String, String> headers) throws IOException;

    /** An answer that is being written. */
    @FunctionalInterface
    interface Stream {

        /**
         * Writes, and does not return before the bytes are on their way.
         *
         * @throws IOException when the client is gone
         */
        void write(byte[] bytes) throws IOException;
    }
}
