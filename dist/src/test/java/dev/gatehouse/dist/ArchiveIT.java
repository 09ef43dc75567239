package dev.gatehouse.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the archive as its users do: unpacked elsewhere than where it was made, with blanks in the
 * path, through a symbolic link, and with no Java in reach.
 */
@Timeout(180)
class ArchiveIT {

    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    private static final String INITIALIZED =
            """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private static final String LIST =
            """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}""";
    private static final String QUERY =
            """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"query","arguments":\
            {"sql":"SELECT count(*) FROM orders"}}}""";

    /** Named by libraries for what we never ask of them. */
    private static final Set<String> DONE_WITHOUT = Set.of("java.desktop");

    @TempDir private static Path folder = Path.of("");

    private static Unpacked archive = new Unpacked(Path.of(""));

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        // The account that runs the demo's database for root has to get in.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        archive = Unpacked.in(Files.createDirectory(folder.resolve("a place")));
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(programs.resolve("gatehouse"), archive.launcher());
        // The one program that the launcher needs, beside the shell that runs it.
        Files.copy(
                Path.of("/usr/bin/readlink"),
                programs.resolve("readlink"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(
                folder.resolve("gatehouse.yaml"),
                """
                databases: {away: {url: 'postgres://u@127.0.0.1:1/x', pool: {min: 0}}}
                audit: {file: audit.jsonl}
                """);
    }

    @AfterAll
    static void letItBeDeleted() throws IOException, InterruptedException {
        archive.makeDeletable();
    }

    @Test
    void answersOnStandardInputAndOutputAndWritesNothingWhereItLies() throws Exception {
        Map<Path, FileTime> before = archive.files();
        assertThat(converse(gatehouse("stdio"), INITIALIZE, INITIALIZED, LIST))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"serverInfo\""),
                        second -> assertThat(second).contains("\"list_tables\""));
        assertThat(archive.files()).isEqualTo(before);
    }

    @Test
    void answersOverHttp() throws Exception {
        Process server = gatehouse("serve", "--port", "0").start();
        try (BufferedReader out = server.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            String line = Objects.requireNonNull(out.readLine());
            URI endpoint = URI.create(line.substring(line.indexOf("http")));
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint)
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .POST(HttpRequest.BodyPublishers.ofString(INITIALIZE))
                            .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"serverInfo\"");
        } finally {
            end(server);
        }
    }

    @Test
    void theDemoAnswersAQuery() throws Exception {
        ProcessBuilder demo = gatehouse("demo", "--stdio");
        // PostgreSQL's own programs, and how root starts them.
        demo.environment().put("PATH", System.getenv("PATH"));
        demo.environment().put("GATEHOUSE_DEMO_FOLDER", folder.resolve("shop").toString());
        assertThat(converse(demo, INITIALIZE, INITIALIZED, QUERY).getLast())
                .contains("\"row_count\":1");
    }

    @ParameterizedTest
    @CsvSource({
        "stdio --help, dev.gatehouse.mcp.stdio.StdioServer",
        "serve --help, org.eclipse.jetty.server.ServerConnector"
    })
    void everyKindOfCommandHasItsCache(String command, String loaded) throws Exception {
        Path log = folder.resolve("loaded.txt");
        ProcessBuilder builder = gatehouse(command.split(" "));
        // Of all ways to give options, the launchers do not look at this one. AOTMode=on: rather no
        // virtual machine than one without the cache.
        String options = "-XX:AOTMode=on -Xlog:class+load:file=" + log;
        builder.environment().put("_JAVA_OPTIONS", options);

        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.endsWith("source: shared objects file"))
                .anyMatch(line -> line.contains(" " + loaded + " "));
    }

    @Test
    void theRuntimeHasEveryModuleThatTheLibrariesName() throws Exception {
        List<String> command = new ArrayList<>(List.of("--multi-release", "25"));
        command.addAll(List.of("--ignore-missing-deps", "--print-module-deps", "--class-path"));
        command.add(archive.home().resolve("lib") + "/*");
        archive.libraries().forEach(each -> command.add(each.toString()));
        StringWriter found = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        PrintWriter out = new PrintWriter(found, true);
        assertThat(jdeps.run(out, out, command.toArray(String[]::new))).isZero();

        String named = found.toString().lines().toList().getLast();
        Set<String> missing = new TreeSet<>(Arrays.asList(named.split(",")));
        missing.removeAll(modules());
        assertThat(missing).isEqualTo(DONE_WITHOUT);
    }

    /** The modules of the runtime in the archive. */
    private static Set<String> modules() throws IOException {
        String java = archive.home().resolve("runtime/bin/java").toString();
        Process process = new ProcessBuilder(java, "--list-modules").start();
        try (Stream<String> lines = process.inputReader().lines()) {
            return lines.map(line -> line.replaceAll("@.*", "")).collect(Collectors.toSet());
        }
    }

    /** A command with nothing of this machine's in its environment. */
    private static ProcessBuilder gatehouse(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("bin/gatehouse").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        return builder;
    }

    /** Says everything, ends the input, and hears everything. */
    private static List<String> converse(ProcessBuilder builder, String... messages)
            throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            process.getOutputStream().write((String.join("\n", messages) + "\n").getBytes(UTF_8));
            process.getOutputStream().close();
            List<String> answers = process.inputReader(UTF_8).readAllLines();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            return answers;
        } finally {
            end(process);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
