package dev.gatehouse.demo;

import dev.gatehouse.demo.DemoException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The right to change what is in the demo's folder, or to start or stop its server; one process at
 * a time. The operating system takes it back from a process that dies.
 */
record Turn(FileChannel channel) implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);

    static Turn take(Path folder, Duration patience, Progress progress)
            throws IOException, DemoException {
        FileChannel channel = PrivateFile.lockable(folder.resolve("turn"));
        try {
            await(channel, folder, patience, progress);
            return new Turn(channel);
        } catch (IOException | DemoException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static void await(
            FileChannel channel, Path folder, Duration patience, Progress progress)
            throws IOException, DemoException {
        Deadline deadline = Deadline.in(patience);
        boolean said = false;
        while (!locks(channel)) {
            if (!said) {
                progress.say("Another Gatehouse is starting or stopping the demo; waiting for it");
                said = true;
            }
            if (!deadline.pause(PAUSE)) {
                throw new DemoException(
                        Reason.BUSY,
                        "another Gatehouse has been starting or stopping the demo in "
                                + folder
                                + " for "
                                + patience.toSeconds()
                                + " s",
                        "Try again; if it hangs, end it, or choose another folder with "
                                + DemoSettings.FOLDER_VARIABLE
                                + ".");
            }
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ownProcess) {
            // A shutdown hook and the start that it interrupts take turns too.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
