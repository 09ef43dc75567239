package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * This process's share in a cluster that is in use: a shared lock on a file, which ends with the
 * process however it ends. Changed only by who has the {@link Turn}. One process takes one lease on
 * a cluster at a time, since a POSIX lock belongs to the process and not to the channel.
 */
final class Lease implements AutoCloseable {

    private final FileChannel channel;
    private final boolean alone;
    private FileLock share;

    private Lease(FileChannel channel, boolean alone, FileLock share) {
        this.channel = channel;
        this.alone = alone;
        this.share = share;
    }

    static Lease take(Path file) throws IOException {
        FileChannel channel = PrivateFile.lockable(file);
        try {
            boolean alone = locksAlone(channel);
            return new Lease(channel, alone, channel.lock(0, Long.MAX_VALUE, true));
        } catch (IOException | OverlappingFileLockException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Whether nobody else used the cluster when this lease was taken. */
    boolean alone() {
        return alone;
    }

    /** Gives the share back; true when nobody uses the cluster any more. */
    boolean release() throws IOException {
        share.release();
        return locksAlone(channel);
    }

    private static boolean locksAlone(FileChannel channel) throws IOException {
        @Nullable FileLock exclusive = channel.tryLock();
        if (exclusive == null) {
            return false;
        }
        exclusive.release();
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
