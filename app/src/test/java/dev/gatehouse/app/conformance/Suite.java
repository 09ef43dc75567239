package dev.gatehouse.app.conformance;

import dev.gatehouse.app.clients.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official conformance suite, run against a server for what one revision requires. */
final class Suite {

    private static final String PROGRAM =
            "node_modules/@modelcontextprotocol/conformance/dist/index.js";
    private static final Pattern RESULT =
            Pattern.compile("server-(.+)-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z");

    private Suite() {}

    /** Runs it. What it printed and a report stay in {@code folder}, named for the revision. */
    static List<Scenario> run(String url, String revision, Path folder) throws IOException {
        Path results = Files.createTempDirectory(Files.createDirectories(folder), revision);
        Node.Outcome outcome =
                Node.run(
                        List.of(
                                Node.recent(),
                                Node.script(PROGRAM),
                                "server",
                                "--url",
                                url,
                                "--requirements",
                                revision,
                                "--output-dir",
                                results.toString()));
        List<Scenario> scenarios = scenarios(revision, checks(results));
        report(revision, scenarios, outcome);
        return scenarios;
    }

    /** Leaves all that it found, and what it printed, in {@code target/conformance}. */
    private static void report(String revision, List<Scenario> scenarios, Node.Outcome outcome)
            throws IOException {
        Path folder =
                Files.createDirectories(
                        Path.of(System.getProperty("basedir", ""), "target", "conformance"));
        Files.writeString(folder.resolve(revision + ".log"), outcome.out() + outcome.err());
        Files.write(
                folder.resolve(revision + ".txt"),
                scenarios.stream().map(Scenario::report).toList());
    }

    private static List<Scenario> scenarios(
            String revision, Map<String, List<Scenario.Check>> checks) {
        String set =
                Node.run(List.of(Node.usual(), Node.script("requirements.mjs"), revision))
                        .success();
        JsonNode names = JsonMapper.shared().readTree(set);
        return Stream.of("required", "reported")
                .flatMap(
                        kind ->
                                names.path(kind)
                                        .valueStream()
                                        .map(JsonNode::stringValue)
                                        .map(
                                                name ->
                                                        new Scenario(
                                                                revision,
                                                                name,
                                                                kind.equals("required"),
                                                                checks.getOrDefault(
                                                                        name, List.of()))))
                .toList();
    }

    /** What the suite wrote down, by scenario. */
    private static Map<String, List<Scenario.Check>> checks(Path results) throws IOException {
        Map<String, List<Scenario.Check>> checks = new TreeMap<>();
        try (Stream<Path> folders = Files.list(results)) {
            for (Path folder : folders.toList()) {
                Matcher name = RESULT.matcher(folder.getFileName().toString());
                Path file = folder.resolve("checks.json");
                if (name.matches() && Files.exists(file)) {
                    checks.put(name.group(1), read(file));
                }
            }
        }
        return checks;
    }

    private static List<Scenario.Check> read(Path file) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(file))
                .valueStream()
                .map(
                        check ->
                                new Scenario.Check(
                                        check.path("id").stringValue(),
                                        check.path("status").stringValue(),
                                        check.path("errorMessage").stringValue("")))
                .toList();
    }
}
