package dev.gatehouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs {@link SqlBenchmark} and {@link JourneyBenchmark} with several options of the virtual
 * machine.
 */
final class Speed {

    private static final String SHORT = "SqlBenchmark|JourneyBenchmark\\.cached";
    private static final String LONG = "JourneyBenchmark\\.uncached";
    private static final String ENDS = "SqlBenchmark\\.guard$|" + LONG;

    private final Launcher launcher;
    private final boolean quick;
    private final List<String> rows = new ArrayList<>();

    private Speed(Launcher launcher, boolean quick) {
        this.launcher = launcher;
        this.quick = quick;
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws RunnerException, IOException {
        List<String> rows = new Speed(setup.launcher(), setup.quick()).measure();
        return """
        `parse` is PostgreSQL's grammar alone; `analyse` adds the walk; `guard` adds the rewriting, the second
        parse and the proof, under no policy and, as `guardUnderPolicy`, with a mask and a row filter on each
        table; `fingerprint` is `analyse` and the fingerprint for the audit trail. `uncached` and `cached` are
        all that stands before the database under the same policy, from the text to the statement that runs:
        admission, analysis, the policy's decision, rewriting and proof; of a text that is new each time, and
        of one that was judged before.

        | step | statement | virtual machine | median | 95%% |
        | --- | --- | --- | --- | --- |
        %s
        """
                .formatted(String.join("\n", rows));
    }

    private List<String> measure() throws RunnerException, IOException {
        String both = "both compilers, as for `serve`";
        String[] serve = launcher.options("serve").toArray(String[]::new);
        if (quick) {
            run(ENDS, Duration.ofMillis(500), both, serve);
        } else {
            String[] stdio = launcher.options("stdio").toArray(String[]::new);
            run(SHORT, Duration.ofSeconds(1), both, serve);
            // The grammar and all of the guard: the second compiler is busy with them for long.
            run(LONG, Duration.ofSeconds(5), both, serve);
            run(ENDS, Duration.ofSeconds(1), "C1 only, as for `stdio`", stdio);
        }
        return List.copyOf(rows);
    }

    private void run(String benchmarks, Duration warmUp, String name, String... options)
            throws RunnerException {
        var settings =
                new OptionsBuilder()
                        .include(benchmarks)
                        .forks(1)
                        .warmupIterations(quick ? 2 : 3)
                        .measurementIterations(quick ? 2 : 3)
                        .warmupTime(TimeValue.milliseconds(warmUp.toMillis()))
                        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
                        .jvmArgsAppend(options)
                        .build();
        new Runner(settings).run().forEach(result -> rows.add(row(name, result)));
    }

    private static String row(String options, RunResult result) {
        var parameters = result.getParams();
        Statement statement = Statement.valueOf(parameters.getParam("statement"));
        String benchmark = parameters.getBenchmark();
        Statistics times = result.getPrimaryResult().getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %s (%d characters) | %s | %s | %s |",
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                statement.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                statement.text().length(),
                options,
                micros(result, times.getPercentile(50)),
                micros(result, times.getPercentile(95)));
    }

    /** Benchmarks say their unit, as {@code ns/op}. */
    private static String micros(RunResult result, double value) {
        boolean nanos = result.getPrimaryResult().getScoreUnit().startsWith("ns");
        return String.format(Locale.ROOT, nanos ? "%.1f" : "%.0f", nanos ? value / 1000 : value);
    }
}
