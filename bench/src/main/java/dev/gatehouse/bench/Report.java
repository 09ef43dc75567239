package dev.gatehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** Measures everything and writes it down. */
final class Report {

    private Report() {}

    /** Measures; the arguments are the source tree, perhaps {@code --quick}. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Launcher launcher = new Launcher(root);
        Path folder = Files.createTempDirectory(root.resolve("bench/target"), "start");
        List<String> start = new Start(launcher, quick ? 5 : 15, folder).measure();
        List<String> speed = new Speed(launcher, quick).measure();
        String report = report(String.join("\n", start), String.join("\n", speed));
        System.out.println(report);
        if (!quick) {
            Files.writeString(root.resolve("bench/RESULTS.md"), report);
        }
        System.exit(0);
    }

    private static String report(String start, String speed) {
        return """
        # Results

        Measured on %s by `bench/run`, Java %s, on %d processors that others may have used, too.

        ## Start of `gatehouse stdio`, in milliseconds

        Time to the answer is the wall clock's, from the start of the process; the processor time until then is
        that of all threads. `tools/list` and a first `query` follow at once. Memory is resident, in MB.

        | virtual machine | initialize, median | 95%% | its processor time | tools/list | query | memory |
        | --- | --- | --- | --- | --- | --- | --- |
        %s

        ## Reading a statement, in microseconds

        `parse` is PostgreSQL's grammar alone; `analyse` adds the walk; `guard` adds the rewriting, the second
        parse and the proof, and is all that stands before the database; `fingerprint` is `analyse` and the
        fingerprint for the audit trail.

        | step | statement | virtual machine | median | 95%% |
        | --- | --- | --- | --- | --- |
        %s
        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        start,
                        speed);
    }
}
