package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.rpc.MessageDecoder;
import dev.gatehouse.mcp.rpc.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Reads the bodies of requests, and keeps the memory that they take within its limit. */
final class Bodies {

    private static final int CHUNK = 8192;

    /** What is no longer takes nothing, so that cancellations never wait. */
    private static final int SHORT = 4096;

    /** The longest that a body may take to come. */
    private static final Duration TIME = Duration.ofSeconds(30);

    /** How long a request waits for memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a byte of JSON may take as a tree; a list of small numbers comes near. */
    private static final int TREE_BYTES = 16;

    private final HttpLimits limits;
    private final MessageDecoder decoder;
    private final Memory memory;

    Bodies(HttpLimits limits, Memory memory) {
        this.limits = limits;
        this.decoder = new MessageDecoder(JsonLimits.DEFAULT, limits.batch());
        this.memory = memory;
    }

    /**
     * What a body says; its memory is taken until it is closed.
     *
     * @param length in bytes
     * @param held the memory
     */
    record Body(Received received, int length, Place held) implements AutoCloseable {

        @Override
        public void close() {
            held.close();
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws HttpRefusal when it is too long or too slow, or there is no memory for it
     * @throws IOException when the client is gone
     */
    Body read(HttpRequest request) throws IOException, InterruptedException {
        Memory.Share held = memory.share();
        boolean read = false;
        try {
            byte[] bytes = inTime(request, held);
            if (bytes.length > SHORT) {
                held.grow((long) bytes.length * TREE_BYTES, PATIENCE);
            }
            Body body = new Body(decoder.decode(bytes), bytes.length, held);
            read = true;
            return body;
        } finally {
            if (!read) {
                held.close();
            }
        }
    }

    /** The server cuts off a client that sends nothing at all, and says so. */
    private byte[] inTime(HttpRequest request, Memory.Share held) throws IOException {
        try {
            return bytes(request, held);
        } catch (IOException failure) {
            if (failure.getCause() instanceof TimeoutException) {
                throw HttpRefusal.tooSlow();
            }
            throw failure;
        }
    }

    /** Reads a body, as long as it comes in time. */
    private byte[] bytes(HttpRequest request, Memory.Share held) throws IOException {
        if (request.announcedBytes() > limits.bodyBytes()) {
            throw HttpRefusal.tooLarge(limits.bodyBytes());
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = request.body().read(chunk); n >= 0; n = request.body().read(chunk)) {
            if (body.size() + n > SHORT) {
                held.grow(n);
            }
            body.write(chunk, 0, n);
            if (body.size() > limits.bodyBytes()) {
                throw HttpRefusal.tooLarge(limits.bodyBytes());
            }
            if (System.nanoTime() - start > TIME.toNanos()) {
                throw HttpRefusal.tooSlow();
            }
        }
        return body.toByteArray();
    }
}
