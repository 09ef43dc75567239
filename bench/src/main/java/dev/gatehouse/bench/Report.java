package dev.gatehouse.bench;

import dev.gatehouse.demo.DemoDatabase;
import dev.gatehouse.demo.DemoException;
import dev.gatehouse.demo.DemoSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures everything and writes it down. */
final class Report {

    private final Launcher launcher;
    private final boolean quick;
    private final Path folder;

    private Report(Launcher launcher, boolean quick, Path folder) {
        this.launcher = launcher;
        this.quick = quick;
        this.folder = folder;
    }

    /** Measures; the arguments are the source tree, perhaps {@code --quick}. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Path folder = Files.createTempDirectory(root.resolve("bench/target"), "report");
        String report = new Report(new Launcher(root), quick, folder).measure();
        System.out.println(report);
        if (!quick) {
            Files.writeString(root.resolve("bench/RESULTS.md"), report);
        }
        System.exit(0);
    }

    private String measure()
            throws IOException, InterruptedException, DemoException, RunnerException {
        var place =
                DemoSettings.of(
                        System.getenv(),
                        System.getProperty("user.name", ""),
                        Path.of(System.getProperty("user.home")));
        List<String> start;
        List<String> costs;
        List<String> memory;
        try (DemoDatabase shop = DemoDatabase.start(place, _ -> {});
                Calls calls = new Calls(launcher, pace(), folder, shop.url())) {
            start = new Start(launcher, quick ? 3 : 15, folder, shop.url()).measure();
            costs = calls.measure();
            memory = calls.memory();
        }
        return report(start, costs, memory, new Speed(launcher, quick).measure());
    }

    private Calls.Pace pace() {
        return quick ? Calls.Pace.QUICK : Calls.Pace.FULL;
    }

    private static String report(
            List<String> start, List<String> costs, List<String> memory, List<String> speed) {
        return """
        # Results

        Measured on %s by `bench/run`, Java %s, on %d processors that others may have used, too.

        ## Start, in milliseconds

        Time to the answer to `initialize` is the wall clock's, from the start of the process; the processor
        time until then is that of all threads. `tools/list` and a first `query` follow at once. Memory is
        resident, in MB, after the query.

        | server, virtual machine | initialize, fastest | median | 95%% | its processor time | tools/list | query | memory |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        %s

        ## A call, in microseconds

        The bare server is the product's protocol and transports around a tool that says its argument again;
        `list_schemas` goes the product's whole way, with an audit record on the disk, but for SQL. Each
        answer is followed by the next request at once. Processor time is the server's, for one call, and how
        many times that of the echo over HTTP in 2025-11-25; then the wall clock's. The driver is a process
        of its own on the same processors.

        | server | revision | call | in flight | processor | to echo | calls/s | median | 95%% | 99%% | driver's processor |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        %s

        Memory, resident, in MB:

        | server | after the first answer | after the calls |
        | --- | --- | --- |
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
                        String.join("\n", start),
                        String.join("\n", costs),
                        String.join("\n", memory),
                        String.join("\n", speed));
    }
}
