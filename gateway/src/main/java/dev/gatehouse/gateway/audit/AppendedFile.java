package dev.gatehouse.gateway.audit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of numbered lines that several processes append to, each under a lock. Used by one thread.
 *
 * <p>The lock is on a file beside it, {@code NAME.lock}: a process that closes any descriptor of a
 * file loses its locks on it (POSIX.1-2024, fcntl), so a mere reader in the same process would drop
 * a lock on the file itself.
 */
final class AppendedFile implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendedFile.class);

    /** The byte of the lock file that is locked by the process that writes. */
    private static final long TURN = 0;

    /** The byte of the lock file that is locked by every process that has the file open. */
    private static final long CLAIM = 1;

    private final Path path;
    private final FileChannel lock;
    private @Nullable OpenFile open;

    private AppendedFile(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Opens a file, and makes it and its folder when they are missing. */
    static AppendedFile open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (OwnFiles.isMissing(absolute)) {
            OwnFiles.makeFolderOf(absolute);
        }
        var file = new AppendedFile(absolute, lockFile(absolute));
        try {
            file.claim();
            file.append((_, last) -> last);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static FileChannel lockFile(Path file) throws IOException {
        return OwnFiles.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Every process may hold this shared lock, but only once: locks are a process's, not ours. */
    @SuppressWarnings("resource") // Held until the lock file is closed.
    private void claim() throws IOException {
        try {
            lock.lock(CLAIM, 1, true);
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process has the file open already", e);
        }
    }

    /** Writes lines, each with its line end. */
    interface Lines {

        /** After the line with the number {@code last}; returns the number of its own last line. */
        long writeTo(ByteArrayOutputStream out, long last);
    }

    /** Appends lines, and returns when they are on the disk. */
    void append(Lines lines) throws IOException {
        try (FileLock _ = lock()) {
            OpenFile file = current();
            Tail tail = file.tail();
            var bytes = new ByteArrayOutputStream();
            long last = lines.writeTo(bytes, tail.number());
            if (tail.unfinished()) {
                LOG.warn("{} ends in an unfinished line; the next starts on its own", path);
                file.write(new byte[] {'\n'});
            }
            file.write(bytes.toByteArray());
            file.sync();
            file.endsWith(new Tail(last, false));
        } catch (IOException | RuntimeException e) {
            forget();
            throw e;
        }
    }

    private FileLock lock() throws IOException {
        return lock.lock(TURN, 1, false);
    }

    /** The file that has the name now, not one that was moved away or deleted. */
    private OpenFile current() throws IOException {
        OpenFile known = open;
        if (known != null && known.isAt(path)) {
            return known;
        }
        forget();
        OpenFile fresh = OpenFile.at(path);
        open = fresh;
        return fresh;
    }

    /**
     * After a failure nothing that was known of the file holds. Above all, another sync of the same
     * descriptor would call pages good that the system has already given up.
     */
    private void forget() {
        if (open != null) {
            close(open);
            open = null;
        }
    }

    @Override
    public void close() {
        forget();
        close(lock);
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.warn("a file could not be closed", e);
        }
    }
}
