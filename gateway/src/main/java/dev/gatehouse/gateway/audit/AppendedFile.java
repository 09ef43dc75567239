package dev.gatehouse.gateway.audit;

import dev.gatehouse.gateway.audit.trail.Link;
import dev.gatehouse.gateway.audit.trail.Torn;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
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

    /** The byte of the lock file that is locked by the process that signs checkpoints. */
    private static final long SIGNING = 2;

    private final Path path;
    private final TrailFiles files;
    private final Keeping keeping;
    private final FileChannel lock;
    private @Nullable OpenFile open;
    private Link known = Link.START;

    private AppendedFile(Path path, Keeping keeping, FileChannel lock) {
        this.path = path;
        this.files = new TrailFiles(path);
        this.keeping = keeping;
        this.lock = lock;
    }

    /**
     * Opens a file, and makes it and its folder when they are missing; repairs its end when a crash
     * left it unfinished.
     */
    static AppendedFile open(Keeping keeping) throws IOException {
        Path absolute = keeping.file().toAbsolutePath();
        if (OwnFiles.isMissing(absolute)) {
            OwnFiles.makeFolderOf(absolute);
        }
        var file = new AppendedFile(absolute, keeping, lockFile(absolute));
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

    /**
     * Whether this process may sign checkpoints, from now on until the file is closed: one at a
     * time does. For one thread, of any.
     */
    @SuppressWarnings("resource") // Held until the lock file is closed.
    boolean maySign() throws IOException {
        return lock.tryLock(SIGNING, 1, false) != null;
    }

    /** Writes lines, each with its line end. */
    interface Lines {

        /** After the record {@code last}; returns its own last record. */
        Link writeTo(ByteArrayOutputStream out, Link last);
    }

    /**
     * Appends lines.
     *
     * @return the last record, once it is on the disk
     */
    Link append(Lines lines) throws IOException {
        try (FileLock _ = lock()) {
            OpenFile file = current();
            Tail tail = tail(file);
            if (isFull(file) && tail.torn().equals(Torn.NONE) && tail.ends()) {
                file = next(file);
            }
            var bytes = new ByteArrayOutputStream();
            Link last = lines.writeTo(bytes, repaired(tail, bytes));
            if (file.size() == 0) {
                file.begins(today());
            }
            if (bytes.size() > 0) {
                file.write(bytes.toByteArray());
                if (keeping.sync()) {
                    file.sync();
                }
            }
            file.endsWith(last);
            known = last;
            return last;
        } catch (IOException | RuntimeException e) {
            forget();
            throw e;
        }
    }

    /** How the trail ends; a file that is new goes on where the one before it ended. */
    private Tail tail(OpenFile file) throws IOException {
        Tail tail = file.tail();
        if (file.size() > 0) {
            return tail;
        }
        Link before = tail.last().seq() > 0 ? tail.last() : lastOfFull();
        return Tail.with(before.seq() > known.seq() ? before : known);
    }

    private Link lastOfFull() throws IOException {
        Optional<TrailFiles.Full> full = files.lastFull();
        if (full.isEmpty()) {
            return Link.START;
        }
        try (FileChannel in = FileChannel.open(full.get().path(), StandardOpenOption.READ)) {
            return Tail.of(in).last();
        }
    }

    /** Ends a line that is unfinished, and has a record tell of one that is none. */
    private Link repaired(Tail tail, ByteArrayOutputStream out) {
        if (!tail.ends()) {
            out.write('\n');
        }
        if (tail.torn().equals(Torn.NONE)) {
            return tail.last();
        }
        LOG.warn(
                "{} ended in {} bytes that are no record; record {} tells of them",
                path,
                tail.torn().bytes(),
                tail.last().seq() + 1);
        return AuditLine.repaired(tail.torn(), keeping.clock().instant()).writeTo(out, tail.last());
    }

    private boolean isFull(OpenFile file) throws IOException {
        Optional<OpenFile.Start> start = file.start();
        LocalDate today = today();
        return start.isPresent() && keeping.rotation().isDue(start.get().day(), file.size(), today);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(keeping.clock().instant(), ZoneOffset.UTC);
    }

    /** Gives a full file another name, and begins a new one. */
    private OpenFile next(OpenFile file) throws IOException {
        OpenFile.Start start = file.start().orElseThrow();
        file.sync();
        Path full = files.full(start.day(), start.first());
        Files.move(path, full);
        OwnFiles.syncFolderOf(path);
        return current();
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
