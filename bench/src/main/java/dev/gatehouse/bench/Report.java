package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures everything, or some parts, and writes it down. */
final class Report {

    private static final String QUICK = "--quick";
    private static final String HEADING = "## ";

    /** What is said of each part, by its heading, in the order of the parts. */
    private final Map<String, String> sections = new LinkedHashMap<>();

    /**
     * Measures.
     *
     * @param arguments the source tree, perhaps {@code --quick}, and the parts; none for all
     */
    public static void main(String[] arguments) {
        try {
            run(Path.of(arguments[0]), Arrays.asList(arguments).subList(1, arguments.length));
            System.exit(0);
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(Path root, List<String> words) throws Exception {
        List<Part> parts = parts(words);
        boolean quick = words.contains(QUICK);
        Path file = root.resolve("bench/RESULTS.md");
        Report report = new Report(quick ? "" : Files.readString(file));
        Path folder = Files.createTempDirectory(root.resolve("bench/target"), "report");
        try (BenchDatabase database = BenchDatabase.start()) {
            Setup setup = new Setup(new Launcher(root), quick, folder, database);
            for (Part part : parts) {
                report.measure(part, setup);
                if (!quick) {
                    Files.writeString(file, report.text());
                }
            }
        } finally {
            Folders.delete(folder);
        }
        System.out.println(report.text());
    }

    private static List<Part> parts(List<String> words) {
        List<Part> parts = new ArrayList<>();
        for (Part each : Part.values()) {
            if (words.contains(each.word())) {
                parts.add(each);
            }
        }
        List<String> known = Arrays.stream(Part.values()).map(Part::word).toList();
        for (String word : words) {
            if (!word.equals(QUICK) && !known.contains(word)) {
                throw new IllegalArgumentException("not " + word + ", but one of " + known);
            }
        }
        return parts.isEmpty() ? List.of(Part.values()) : parts;
    }

    /**
     * @param former a report of before; what is not measured now is kept of it
     */
    private Report(String former) {
        Map<String, String> before = new LinkedHashMap<>();
        for (String section : ("\n" + former).split("\n" + HEADING, -1)) {
            int end = section.indexOf('\n');
            if (end > 0) {
                before.put(section.substring(0, end), section.substring(end).strip());
            }
        }
        for (Part part : Part.values()) {
            if (before.containsKey(part.title())) {
                sections.put(part.title(), before.get(part.title()));
            }
        }
    }

    private void measure(Part part, Setup setup) throws Exception {
        System.err.println("measuring: " + part.word());
        long began = System.nanoTime();
        String text = part.measure(setup);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        sections.put(
                part.title(),
                "Measured on %s in %d s: Java %s, PostgreSQL %s, %s, %d processors.\n\n%s"
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                took.toSeconds(),
                                Runtime.version(),
                                setup.database().version(),
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                text.strip()));
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private String text() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Results

                        Written by `bench/run`; [README.md](README.md) tells what is measured, and how to read it. The driver
                        runs on the same processors as the servers and the database.
                        """);
        for (Part part : Part.values()) {
            if (sections.containsKey(part.title())) {
                text.append('\n').append(HEADING).append(part.title()).append("\n\n");
                text.append(sections.get(part.title())).append('\n');
            }
        }
        return text.toString();
    }
}
