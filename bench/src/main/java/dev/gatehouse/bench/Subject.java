package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that is measured, in a process of its own (Linux). */
record Subject(Process process) implements AutoCloseable {

    private static final Running RUNNING = new Running();

    static Subject start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new Subject(RUNNING.add(builder.start()));
    }

    /**
     * Starts a server that does not say where it serves; what it prints goes to a file.
     *
     * @param folder an empty one, to work in
     * @param port on 127.0.0.1, where it is to answer within a minute
     */
    static Subject start(
            List<String> command, Map<String, String> environment, Path folder, int port)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out.log").toFile());
        builder.environment().putAll(environment);
        Subject server = new Subject(RUNNING.add(builder.start()));
        try {
            server.await(port);
            return server;
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    private void await(int port) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 600 && process.isAlive(); tenths++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (ConnectException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IOException("the server does not answer: " + process.info().command());
    }

    /** A port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it serves, from the first line that it prints. */
    URI endpoint() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server ended");
        }
        return URI.create(line.substring(line.indexOf("http")));
    }

    /** The time that all threads that live have had a processor (proc, schedstat). */
    Duration processorTime() throws IOException {
        try (Stream<Path> tasks = Files.list(file("task"))) {
            long nanos = 0;
            for (Path task : tasks.toList()) {
                String line = Files.readString(task.resolve("schedstat"));
                nanos += Long.parseLong(line.substring(0, line.indexOf(' ')));
            }
            return Duration.ofNanos(nanos);
        }
    }

    long residentMegabytes() throws IOException {
        return megabytes("VmRSS:");
    }

    /** The most memory since the start, or since {@link #forgetPeak}. */
    long peakMegabytes() throws IOException {
        return megabytes("VmHWM:");
    }

    void forgetPeak() throws IOException {
        Files.writeString(file("clear_refs"), "5");
    }

    private long megabytes(String name) throws IOException {
        for (String line : Files.readAllLines(file("status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the system does not say how much memory a process has");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    /** Ends its input, and what does not end by that. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                process.destroy();
            }
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
