package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.audit.AuditFailure;
import dev.gatehouse.core.audit.AuditLog;
import dev.gatehouse.core.audit.AuditRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An audit trail in a file: one JSON object on each line, in the canonical form of RFC 8785,
 * numbered by {@code seq} without a gap. Records are only ever added.
 *
 * <p>An append returns when its record is on the disk; records that are appended at the same time
 * share one write and one sync. Several processes may write to one file. Within a process, one
 * {@code AuditFile} is opened for a file, and used by many threads.
 *
 * <p>A crash can leave an unfinished last line. It stays as it is, the next record starts on a line
 * of its own, and the log says so. A file that was moved away or deleted is made anew.
 */
public final class AuditFile implements AuditLog, AutoCloseable {

    /** How long an append waits for the disk before it fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AppendedFile file;
    private final GroupCommit<AuditLine> commits;

    private AuditFile(AppendedFile file) {
        this.file = file;
        this.commits = new GroupCommit<>("audit", PATIENCE, this::write);
    }

    /**
     * Opens a file, and makes it and its folder when they are missing, readable for the own user
     * only.
     *
     * @throws AuditFailure when it cannot be written
     */
    public static AuditFile open(Path path) {
        try {
            return new AuditFile(AppendedFile.open(path));
        } catch (IOException e) {
            throw new AuditFailure("the audit file cannot be opened: " + path, e);
        }
    }

    @Override
    public void append(AuditRecord audited) {
        try {
            commits.commit(AuditLine.of(audited));
        } catch (IOException | RuntimeException e) {
            throw new AuditFailure("the audit record could not be written", e);
        }
    }

    private void write(List<AuditLine> lines) throws IOException {
        file.append((out, last) -> number(lines, out, last));
    }

    private static long number(List<AuditLine> lines, ByteArrayOutputStream out, long last) {
        long seq = last;
        for (AuditLine line : lines) {
            line.writeTo(out, ++seq);
        }
        return seq;
    }

    /** Writes what is waiting, and closes the file. Later appends fail. */
    @Override
    public void close() {
        commits.close();
        file.close();
    }
}
