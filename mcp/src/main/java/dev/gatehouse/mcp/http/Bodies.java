package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.json.JsonLimits;
import dev.gatehouse.mcp.rpc.MessageDecoder;
import dev.gatehouse.mcp.rpc.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads the bodies of requests, and keeps the memory that they take within its limit. */
final class Bodies {

    private static final int CHUNK = 8192;
    private static final int SHORT = 4096;

    /** The longest that a body may take to come. */
    private static final Duration TIME = Duration.ofSeconds(30);

    /** How long a request waits for memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a byte of JSON may take as a tree; a list of small numbers comes near. */
    private static final int TREE_BYTES = 16;

    private final HttpLimits limits;
    private final MessageDecoder decoder;
    private final Semaphore waitingBytes;

    Bodies(HttpLimits limits) {
        this.limits = limits;
        this.decoder = new MessageDecoder(JsonLimits.DEFAULT, limits.batch());
        this.waitingBytes = new Semaphore(limits.waitingBytes(), true);
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
        byte[] bytes = bytes(request);
        Place held = reserve(bytes);
        return new Body(decoder.decode(bytes), bytes.length, held);
    }

    /** Reads a body, as long as it comes in time: an idle client is cut off by the server. */
    private byte[] bytes(HttpRequest request) throws IOException {
        if (request.announcedBytes() > limits.bodyBytes()) {
            throw HttpRefusal.tooLarge(limits.bodyBytes());
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = request.body().read(chunk); n >= 0; n = request.body().read(chunk)) {
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

    /** Short messages take nothing, so that cancellations never wait. */
    private Place reserve(byte[] body) throws InterruptedException {
        if (body.length <= SHORT) {
            return () -> {};
        }
        long estimate = (long) body.length * TREE_BYTES;
        int cost = (int) Math.min(limits.waitingBytes(), estimate);
        if (!waitingBytes.tryAcquire(cost, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw HttpRefusal.busy();
        }
        return () -> waitingBytes.release(cost);
    }
}
