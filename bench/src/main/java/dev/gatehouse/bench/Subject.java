package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
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

    static Subject start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new Subject(builder.start());
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
        for (String line : Files.readAllLines(file("status"))) {
            if (line.startsWith("VmRSS:")) {
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
