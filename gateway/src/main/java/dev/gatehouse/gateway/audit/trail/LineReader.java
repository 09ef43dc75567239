package dev.gatehouse.gateway.audit.trail;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a file of a trail line by line, in bounded memory; also one that is still being written,
 * and one that is renamed meanwhile. Used by one thread.
 */
final class LineReader implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final Object key;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;
    private long number;
    private boolean begins = true;

    private LineReader(Path path, Object key, FileChannel channel, long offset, long number) {
        this.path = path;
        this.key = key;
        this.channel = channel;
        this.offset = offset;
        this.number = number;
    }

    /**
     * Opens a file.
     *
     * @param offset of a line in it
     * @param number of that line
     */
    static LineReader open(Path path, long offset, long number) throws IOException {
        while (true) {
            Object key = key(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            channel.position(offset);
            // The key must be that of what was opened.
            if (key(path).equals(key)) {
                return new LineReader(path, key, channel, offset, number);
            }
            channel.close();
        }
    }

    /** What tells a file from another that had the same name; the name, where nothing does. */
    private static Object key(Path path) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    /** Whether this is the file that has a name now. */
    boolean isAt(Path other) throws IOException {
        try {
            return key(other).equals(key);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** The next line that has its end; empty when there is none yet. */
    Optional<Line> next() throws IOException {
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                return Optional.empty();
            }
            int from = buffer.position();
            int length = Math.min(lineEnd(from) - from, Claim.MOST_BYTES - line.size());
            line.write(buffer.array(), from, length);
            buffer.position(from + length);
            if (line.size() >= Claim.MOST_BYTES) {
                return Optional.of(take(false));
            }
            if (buffer.hasRemaining()) {
                buffer.get();
                return Optional.of(take(true));
            }
        }
    }

    /** Where the next line end is in the buffer; behind it, when there is none. */
    private int lineEnd(int from) {
        byte[] bytes = buffer.array();
        int at = from;
        while (at < buffer.limit() && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** What follows the last line end; empty when nothing does. */
    Optional<Line> rest() {
        return line.size() == 0 ? Optional.empty() : Optional.of(take(false));
    }

    private Line take(boolean ends) {
        var taken = new Line(path, number, offset, line.toByteArray(), begins, ends);
        line.reset();
        offset = taken.end();
        number += ends ? 1 : 0;
        begins = ends;
        return taken;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }

    /** Returns when what was read is on the disk. */
    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
