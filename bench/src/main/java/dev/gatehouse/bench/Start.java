package dev.gatehouse.bench;

import dev.gatehouse.demo.DemoDatabase;
import dev.gatehouse.demo.DemoException;
import dev.gatehouse.demo.DemoSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How long {@code gatehouse stdio} takes to its first answers, with the shop of the demo behind it.
 */
final class Start {

    private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";
    private static final String PROGRAM = "dev.gatehouse.app.Gatehouse";
    private static final String TRAINING = "dev.gatehouse.app.Training";

    private final Launcher launcher;
    private final int times;
    private final Path folder;
    private final List<String> rows = new ArrayList<>();

    /**
     * @param times how often each way is taken
     * @param folder an empty one, for caches and audit files
     */
    Start(Launcher launcher, int times, Path folder) {
        this.launcher = launcher;
        this.times = times;
        this.folder = folder;
    }

    /** The rows of the table in the report. */
    List<String> measure() throws IOException, InterruptedException, DemoException {
        var settings =
                DemoSettings.of(
                        System.getenv(),
                        System.getProperty("user.name", ""),
                        Path.of(System.getProperty("user.home")));
        try (DemoDatabase shop = DemoDatabase.start(settings, _ -> {})) {
            var environment =
                    Map.of("DATABASE_URL", shop.url(), "XDG_STATE_HOME", folder.toString());
            List<String> small = launcher.options();
            List<String> full = small.stream().filter(each -> !each.equals(C1_ONLY)).toList();
            time("plain", launcher.java(full, PROGRAM, "stdio"), environment);
            time("C1 only", launcher.java(small, PROGRAM, "stdio"), environment);
            time("AOT cache", cached("full", full), environment);
            time("AOT cache, C1 only", cached("small", small), environment);
            time("`./gatehouse stdio`", launcher.script("stdio"), environment);
        }
        return List.copyOf(rows);
    }

    /** Makes a cache as the launcher does. */
    private List<String> cached(String name, List<String> options)
            throws IOException, InterruptedException {
        Path training = Files.createDirectory(folder.resolve(name));
        Path cache = folder.resolve(name + ".aot");
        List<String> trained = with(options, "-XX:AOTCacheOutput=" + cache);
        var builder =
                new ProcessBuilder(launcher.java(trained, TRAINING, training.toString()))
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
        return launcher.java(
                with(options, "-XX:AOTCache=" + cache, "-XX:AOTMode=on"), PROGRAM, "stdio");
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private void time(String name, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Client.visit(command, environment);
        List<Client.Visit> visits = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            visits.add(Client.visit(command, environment));
        }
        Function<Function<Client.Visit, Long>, List<Long>> sorted =
                of -> visits.stream().map(of).sorted().toList();
        List<Long> initialized = sorted.apply(visit -> visit.initialized().toMillis());
        String row =
                String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %d | %d | %d | %d |",
                        name,
                        middle(initialized),
                        initialized.get((int) Math.ceil(0.95 * times) - 1),
                        middle(sorted.apply(visit -> visit.processor().toMillis())),
                        middle(sorted.apply(visit -> visit.listed().toMillis())),
                        middle(sorted.apply(visit -> visit.queried().toMillis())),
                        middle(sorted.apply(Client.Visit::residentMegabytes)));
        System.err.println(row);
        rows.add(row);
    }

    private static long middle(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
