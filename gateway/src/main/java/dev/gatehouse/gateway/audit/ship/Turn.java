package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.OwnFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which of several processes ships a trail to a receiver: whoever has a lock, until it ends. Used
 * by one thread.
 */
final class Turn implements Closeable {

    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    Turn(Path file) {
        this.file = file;
    }

    /** Whether it is this process' turn; once it is, it stays so. */
    boolean isOurs() throws IOException {
        if (lock == null) {
            lock = tryLock();
        }
        return lock != null;
    }

    private @Nullable FileLock tryLock() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = OwnFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = open;
        }
        try {
            return open.tryLock();
        } catch (OverlappingFileLockException _) {
            // Somebody else in this process has it.
            return null;
        }
    }

    /** Lets another one ship. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
