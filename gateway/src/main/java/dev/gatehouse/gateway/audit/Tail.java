package dev.gatehouse.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The end of an audit file.
 *
 * @param number of the last record that is whole; 0 when there is none
 * @param unfinished whether the last line lacks its end
 */
record Tail(long number, boolean unfinished) {

    static final Tail EMPTY = new Tail(0, false);

    /** Holds the last record nearly always, and saves reading more. */
    private static final int FIRST_LOOK = 8 * 1024;

    /** Holds the longest line twice, so that a whole one precedes an unfinished one. */
    private static final int LAST_LOOK = 2 * AuditLine.MOST_BYTES;

    static Tail of(FileChannel file) throws IOException {
        long size = file.size();
        if (size == 0) {
            return EMPTY;
        }
        Tail near = of(last(file, size, FIRST_LOOK));
        return near.number > 0 || size <= FIRST_LOOK ? near : of(last(file, size, LAST_LOOK));
    }

    private static byte[] last(FileChannel file, long size, int look) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, look));
        long start = size - bytes.capacity();
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("the file shrank while it was read");
            }
        }
        return bytes.array();
    }

    private static Tail of(byte[] bytes) {
        boolean unfinished = bytes[bytes.length - 1] != '\n';
        int end = bytes.length;
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (i > 0 && bytes[i - 1] != '\n') {
                continue;
            }
            long number = AuditLine.numberOf(Arrays.copyOfRange(bytes, i, end));
            if (number > 0) {
                return new Tail(number, unfinished);
            }
            end = i;
        }
        return new Tail(0, unfinished);
    }
}
