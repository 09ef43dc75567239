package dev.gatehouse.mcp.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines, in memory that the longest line bounds. The last line may lack its end.
 */
final class LineReader {

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int filled;
    private byte[] line = new byte[CHUNK];
    private int length;
    private boolean tooLong;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line; waits for it. */
    Line read() throws IOException {
        while (true) {
            if (next == filled && !fill()) {
                return length > 0 || tooLong ? take() : new Line.End();
            }
            int end = endOfLine();
            append(end - next);
            next = Math.min(end + 1, filled);
            if (end < filled) {
                return take();
            }
        }
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(chunk));
        return filled > 0;
    }

    private int endOfLine() {
        int end = next;
        while (end < filled && chunk[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(int count) {
        if (tooLong || count > longest - length) {
            tooLong = true;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, Math.min(longest, 2 * length)));
        }
        System.arraycopy(chunk, next, line, length, count);
        length += count;
    }

    private Line take() {
        Line taken = tooLong ? new Line.TooLong() : new Line.Text(Arrays.copyOf(line, length));
        length = 0;
        tooLong = false;
        if (line.length > CHUNK) {
            line = new byte[CHUNK];
        }
        return taken;
    }
}
