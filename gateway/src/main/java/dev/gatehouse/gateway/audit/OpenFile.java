package dev.gatehouse.gateway.audit;

import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Link;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A file while it is open: one descriptor that only appends, one that reads the end. */
final class OpenFile implements Closeable {

    private final FileChannel out;
    private final FileChannel in;
    private final Object key;
    private Tail tail = Tail.EMPTY;
    private long size = -1;
    private Optional<Start> start = Optional.empty();
    private LocalDate begun = LocalDate.MIN;

    /**
     * How it begins.
     *
     * @param first the number of its first record
     * @param day when that was written (UTC)
     */
    record Start(long first, LocalDate day) {}

    private OpenFile(FileChannel out, FileChannel in, Object key) {
        this.out = out;
        this.in = in;
        this.key = key;
    }

    /** Opens a file, or makes it. */
    static OpenFile at(Path path) throws IOException {
        boolean isNew = OwnFiles.isMissing(path);
        FileChannel out = OwnFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            if (isNew) {
                OwnFiles.syncFolderOf(path);
            }
            return new OpenFile(out, FileChannel.open(path, StandardOpenOption.READ), key(path));
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /** What tells a file from another that had the same name; the name, where nothing does. */
    private static Object key(Path path) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    /** Whether the file still has this name. */
    boolean isAt(Path path) throws IOException {
        try {
            return key(path).equals(key);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** How it ends; it is read only when somebody else has written to it. */
    Tail tail() throws IOException {
        return in.size() == size ? tail : Tail.of(in);
    }

    /** It ends with a record. */
    void endsWith(Link last) throws IOException {
        tail = Tail.with(last);
        size = in.size();
    }

    long size() throws IOException {
        return in.size();
    }

    /** The first record is written today, however long ago its ask began. */
    void begins(LocalDate today) {
        begun = today;
    }

    /** How it begins; empty while it does not begin with a record. */
    Optional<Start> start() throws IOException {
        if (start.isEmpty() && in.size() > 0) {
            start = firstLine().flatMap(OpenFile::start).map(this::notBefore);
        }
        return start;
    }

    private Start notBefore(Start read) {
        return read.day().isBefore(begun) ? new Start(read.first(), begun) : read;
    }

    private Optional<byte[]> firstLine() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), Claim.MOST_BYTES));
        while (bytes.hasRemaining() && in.read(bytes, bytes.position()) >= 0) {
            // Read on.
        }
        byte[] read = Arrays.copyOf(bytes.array(), bytes.position());
        for (int i = 0; i < read.length; i++) {
            if (read[i] == '\n') {
                return Optional.of(Arrays.copyOf(read, i));
            }
        }
        return Optional.empty();
    }

    /** A record is written when its ask has ended. */
    private static Optional<Start> start(byte[] line) {
        Optional<Claim> claim = Claim.of(line);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        JsonNode members = Claim.read(line).orElseThrow();
        try {
            Instant written =
                    Instant.parse(members.path("time").asString(""))
                            .plusMillis(members.path("duration_ms").asLong(0));
            return Optional.of(
                    new Start(claim.get().seq(), LocalDate.ofInstant(written, ZoneOffset.UTC)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /** Returns when everything that was written is on the disk. */
    void sync() throws IOException {
        out.force(false);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            in.close();
        }
    }
}
