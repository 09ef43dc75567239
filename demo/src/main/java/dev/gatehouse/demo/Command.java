package dev.gatehouse.demo;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs other programs to their end, with input and output in files: no pipe can fill up, and no
 * program hangs on ours when we are killed.
 *
 * @param output where the programs write; overwritten by each
 * @param limit how long each may take
 */
record Command(Path output, Duration limit) {

    private static final int NOT_FOUND = 127;
    private static final File NOTHING = new File("/dev/null");

    /**
     * What became of a program.
     *
     * @param exit its exit code; -1 when it was ended for taking too long
     * @param output the last part of what it wrote
     */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    Outcome run(List<String> command) throws IOException {
        return run(command, NOTHING);
    }

    /** Like {@link #run(List)}; a program that is not there has failed, too. */
    Outcome attempt(List<String> command) {
        try {
            return run(command);
        } catch (IOException notFound) {
            return new Outcome(NOT_FOUND, String.valueOf(notFound.getMessage()));
        }
    }

    Outcome run(List<String> command, File input) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(new File("/"))
                        .redirectInput(Redirect.from(input))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        bare(builder.environment());
        Process process = builder.start();
        return new Outcome(exitOf(process), ServerFile.tail(output, 0));
    }

    /** PostgreSQL's programs obey PGDATA, PGPORT and more; none of that is meant for us. */
    private static void bare(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
    }

    private int exitOf(Process process) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }
}
