package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How long the commands that serve take to their first answers, with the shop of the demo behind
 * them.
 */
final class Start {

    private static final String PROGRAM = "dev.gatehouse.app.Gatehouse";
    private static final String TRAINING = "dev.gatehouse.app.Training";

    private final Launcher launcher;
    private final int times;
    private final Path folder;
    private final Map<String, String> environment;

    /** Takes the first steps with a server. */
    @FunctionalInterface
    private interface Visitor {
        Visit visit(List<String> command, Map<String, String> environment) throws IOException;
    }

    private record Way(List<String> command, Visitor visitor) {}

    /**
     * @param times how often each way is taken
     * @param folder an empty one, for caches and audit files
     * @param shop the address of the database
     */
    private Start(Launcher launcher, int times, Path folder, String shop) {
        this.launcher = launcher;
        this.times = times;
        this.folder = folder;
        this.environment = Map.of("DATABASE_URL", shop, "XDG_STATE_HOME", folder.toString());
    }

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        int times = setup.quick() ? 3 : 10;
        String shop = setup.database().url();
        List<String> rows = new Start(setup.launcher(), times, setup.folder(), shop).measure();
        return """
        Time to the answer to `initialize` is the wall clock's, from the start of the process; the processor
        time until then is that of all threads. `tools/list` and a first `query` follow at once. Memory is
        resident, in MB, after the query.

        | server, virtual machine | initialize, fastest | median | 95%% | its processor time | tools/list | query | memory |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        %s
        """
                .formatted(String.join("\n", rows));
    }

    private List<String> measure() throws IOException, InterruptedException {
        Map<String, Way> ways = new LinkedHashMap<>();
        List<String> c1 = launcher.options("stdio");
        List<String> both = with(c1, "-XX:TieredStopAtLevel=4");
        ways.put("stdio, plain", stdio(launcher.java(both, PROGRAM, "stdio")));
        ways.put("stdio, C1 only", stdio(launcher.java(c1, PROGRAM, "stdio")));
        ways.put("stdio, AOT cache", stdio(cached("both", "stdio", both)));
        ways.put("stdio, AOT cache, C1 only", stdio(cached("c1", "stdio", c1)));
        ways.put("`./gatehouse stdio`", stdio(launcher.script("stdio")));
        List<String> serve = launcher.options("serve");
        ways.put("serve, plain", http(launcher.java(serve, PROGRAM, "serve", "--port", "0")));
        ways.put("serve, AOT cache", http(cached("serve", "serve", serve, "--port", "0")));
        ways.put("`./gatehouse serve`", http(launcher.script("serve", "--port", "0")));
        return visits(ways).entrySet().stream()
                .map(way -> row(way.getKey(), way.getValue()))
                .toList();
    }

    private static Way stdio(List<String> command) {
        return new Way(command, Visit::overStdio);
    }

    private static Way http(List<String> command) {
        return new Way(command, Visit::overHttp);
    }

    /**
     * In turns, so that what else the machine does meets all ways alike; the first does not count.
     */
    private Map<String, List<Visit>> visits(Map<String, Way> ways) throws IOException {
        Map<String, List<Visit>> visits = new LinkedHashMap<>();
        for (int time = 0; time <= times; time++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Visit visit = way.getValue().visitor().visit(way.getValue().command(), environment);
                List<Visit> those = visits.computeIfAbsent(way.getKey(), _ -> new ArrayList<>());
                if (time > 0) {
                    those.add(visit);
                }
            }
        }
        return visits;
    }

    /** A command with a cache that is made as the launcher makes it. */
    private List<String> cached(String name, String mode, List<String> options, String... more)
            throws IOException, InterruptedException {
        Path training = Files.createDirectory(folder.resolve(name));
        Path cache = folder.resolve(name + ".aot");
        List<String> trained = with(options, "-XX:AOTCacheOutput=" + cache);
        var builder =
                new ProcessBuilder(launcher.java(trained, TRAINING, mode, training.toString()))
                        .directory(training.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().clear();
        long began = System.nanoTime();
        int status = builder.start().waitFor();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        if (status != 0) {
            throw new IOException("the training run failed");
        }
        System.err.printf("cache %s: %d bytes in %d ms%n", name, Files.size(cache), millis);
        List<String> command =
                launcher.java(
                        with(options, "-XX:AOTCache=" + cache, "-XX:AOTMode=on"), PROGRAM, mode);
        return with(command, more);
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private static String row(String name, List<Visit> visits) {
        Function<Function<Visit, Long>, List<Long>> sorted =
                of -> visits.stream().map(of).sorted().toList();
        List<Long> answered = sorted.apply(visit -> visit.answered().toMillis());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d |",
                name,
                answered.getFirst(),
                middle(answered),
                answered.get((int) Math.ceil(0.95 * visits.size()) - 1),
                middle(sorted.apply(visit -> visit.processor().toMillis())),
                middle(sorted.apply(visit -> visit.listed().toMillis())),
                middle(sorted.apply(visit -> visit.queried().toMillis())),
                middle(sorted.apply(Visit::residentMegabytes)));
    }

    private static long middle(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
