package dev.gatehouse.demo;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Objects;

/** A {@link DemoHost} in a virtual machine of its own, to be ended in all the ways there are. */
record HostProcess(Process process, BufferedReader output) implements AutoCloseable {

    private static final long LONG_SECONDS = 60;

    static HostProcess start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DemoHost.class.getName(),
                                folder.toString())
                        .redirectError(Redirect.INHERIT)
                        .start();
        return new HostProcess(process, process.inputReader());
    }

    /** Waits until the database is there; its URL, or the reason why it is not. */
    String awaitUrl() throws IOException {
        return Objects.requireNonNull(output.readLine(), "the process ended without a word");
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
        awaitEnd();
    }

    void terminate() {
        process.destroy();
        awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        process.onExit().orTimeout(LONG_SECONDS, SECONDS).join();
    }

    @Override
    public void close() {
        terminate();
    }
}
