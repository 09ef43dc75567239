package dev.gatehouse.gateway.audit;

import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Link;
import dev.gatehouse.gateway.audit.trail.Sha256;
import dev.gatehouse.gateway.audit.trail.Torn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of an audit file.
 *
 * @param last the last record that is whole; {@link Link#START} when there is none
 * @param torn what lies behind it, counted with a line end
 * @param ends whether the file ends with a line end, or is empty
 */
record Tail(Link last, Torn torn, boolean ends) {

    static final Tail EMPTY = new Tail(Link.START, Torn.NONE, true);

    /** Holds the last record nearly always, and saves reading more. */
    private static final int FIRST_LOOK = 8 * 1024;

    private static final int FURTHER = 16;

    /** Far more than what crashes and full disks leave. */
    private static final int LAST_LOOK = 64 * 1024 * 1024;

    /** A file that ends with a record. */
    static Tail with(Link last) {
        return new Tail(last, Torn.NONE, true);
    }

    static Tail of(FileChannel file) throws IOException {
        long size = file.size();
        if (size == 0) {
            return EMPTY;
        }
        for (long look = FIRST_LOOK; ; look *= FURTHER) {
            byte[] bytes = last(file, size, Math.min(look, LAST_LOOK));
            Optional<Tail> tail = of(bytes, bytes.length == size);
            if (tail.isPresent()) {
                return tail.get();
            }
            if (look >= size) {
                return new Tail(Link.START, torn(bytes, 0), ends(bytes));
            }
            if (look >= LAST_LOOK) {
                throw new IOException("no record is among the last " + LAST_LOOK + " bytes");
            }
        }
    }

    private static byte[] last(FileChannel file, long size, long look) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, look));
        long start = size - bytes.capacity();
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("the file shrank while it was read");
            }
        }
        return bytes.array();
    }

    /**
     * Looks for the last whole record, line by line from the end.
     *
     * @param all whether the file has no other bytes, and the first ones begin a line
     */
    private static Optional<Tail> of(byte[] bytes, boolean all) {
        int end = bytes.length;
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (i == 0 ? !all : bytes[i - 1] != '\n') {
                continue;
            }
            int lineEnd = end > i && bytes[end - 1] == '\n' ? end - 1 : end;
            byte[] line = Arrays.copyOfRange(bytes, i, lineEnd);
            Optional<Link> link =
                    Claim.of(line).map(claim -> new Link(claim.seq(), Sha256.hex(line)));
            if (link.isPresent()) {
                Torn torn = end == bytes.length ? Torn.NONE : torn(bytes, end);
                return Optional.of(new Tail(link.get(), torn, ends(bytes)));
            }
            end = i;
        }
        return Optional.empty();
    }

    private static boolean ends(byte[] bytes) {
        return bytes[bytes.length - 1] == '\n';
    }

    /** What begins at some place, with the line end that it will have. */
    private static Torn torn(byte[] bytes, int from) {
        MessageDigest digest = Sha256.begin();
        digest.update(bytes, from, bytes.length - from);
        int more = ends(bytes) ? 0 : 1;
        if (more > 0) {
            digest.update((byte) '\n');
        }
        return new Torn((long) bytes.length - from + more, Sha256.hex(digest));
    }
}
