package dev.gatehouse.gateway.audit;

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

/** A file while it is open: one descriptor that only appends, one that reads the end. */
final class OpenFile implements Closeable {

    private final FileChannel out;
    private final FileChannel in;
    private final Object key;
    private Tail tail = Tail.EMPTY;
    private long size = -1;

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

    /** It ends with what was written last. */
    void endsWith(Tail last) throws IOException {
        tail = last;
        size = in.size();
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
