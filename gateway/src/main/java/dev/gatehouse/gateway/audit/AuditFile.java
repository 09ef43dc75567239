package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.gateway.audit.trail.Link;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * An audit trail in files: one JSON object on each line, in the canonical form of RFC 8785,
 * numbered by {@code seq} without a gap. Each names in {@code prev} the SHA-256 of the line before
 * it, and so commits to all before it. Records are only ever added.
 *
 * <p>An append returns when its record is on the disk; records that are appended at the same time
 * share one write and one sync. Several processes may write to one trail. Within a process, one
 * {@code AuditFile} is opened for a trail, and used by many threads.
 *
 * <p>A crash can leave an unfinished last line. It stays as it is; the next record starts on a line
 * of its own, and names its length and hash. A file that was moved away or deleted is made anew,
 * and the numbers go on.
 */
public final class AuditFile implements AuditLog, AutoCloseable {

    /** How long an append waits for the disk before it fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AppendedFile file;
    private final SqlText sql;
    private final Optional<Checkpointer> checkpointer;
    private final GroupCommit<AuditLine> commits;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    private AuditFile(AppendedFile file, Keeping keeping) {
        this.file = file;
        this.sql = keeping.sql();
        this.checkpointer =
                keeping.signing()
                        .map(it -> Checkpointer.start(file, keeping.file(), it, keeping.clock()));
        this.commits = new GroupCommit<>("audit", PATIENCE, this::write);
    }

    /**
     * Opens a trail of one file, and makes it and its folder when they are missing, readable for
     * the own user only.
     *
     * @throws AuditFailure when it cannot be written
     */
    public static AuditFile open(Path path) {
        return open(Keeping.in(path));
    }

    /**
     * The same for a trail that is kept in some way.
     *
     * @throws AuditFailure when it cannot be written
     */
    public static AuditFile open(Keeping keeping) {
        try {
            return new AuditFile(AppendedFile.open(keeping), keeping);
        } catch (IOException e) {
            throw new AuditFailure("the audit file cannot be opened: " + keeping.file(), e);
        }
    }

    /**
     * Has a listener told the number of the last record after each write. It is called on the
     * thread that everybody's records wait for: it neither waits nor throws.
     */
    public void whenGrown(LongConsumer listener) {
        listeners.add(listener);
    }

    /**
     * The number of the last whole record of a trail, whichever process wrote it; 0 when there is
     * none. Reads the end of one file.
     */
    public static long lastOf(TrailFiles files) throws IOException {
        long last = lastIn(files.active());
        Optional<TrailFiles.Full> full = last > 0 ? Optional.empty() : files.lastFull();
        return full.isPresent() ? lastIn(full.get().path()) : last;
    }

    private static long lastIn(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return Tail.of(in).last().seq();
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    @Override
    public void append(AuditRecord audited) {
        try {
            commits.commit(AuditLine.of(audited, sql));
        } catch (IOException | RuntimeException e) {
            throw new AuditFailure("the audit record could not be written", e);
        }
    }

    private void write(List<AuditLine> lines) throws IOException {
        Link last = file.append((out, before) -> chain(lines, out, before));
        checkpointer.ifPresent(it -> it.hasGrown(last.seq()));
        listeners.forEach(it -> it.accept(last.seq()));
    }

    private static Link chain(List<AuditLine> lines, ByteArrayOutputStream out, Link before) {
        Link last = before;
        for (AuditLine line : lines) {
            last = line.writeTo(out, last);
        }
        return last;
    }

    /** How far the signing has come; empty where nothing is signed. */
    public Optional<Standing> standing() {
        return checkpointer.map(Checkpointer::standing);
    }

    /** Writes what is waiting, signs what was written, and closes the file. Later appends fail. */
    @Override
    public void close() {
        commits.close();
        checkpointer.ifPresent(Checkpointer::close);
        file.close();
    }
}
