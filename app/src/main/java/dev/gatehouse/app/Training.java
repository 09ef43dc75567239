package dev.gatehouse.app;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training runs of the AOT caches (JEP 514): what a start of {@code stdio}, or of {@code
 * serve}, does up to its first query, as far as that is possible without a database. The virtual
 * machine writes the cache when it ends. A cache serves every main class on the same class path;
 * but it loads all its classes at once, and so those who speak on standard input have one without
 * HTTP.
 */
final class Training {

    /** The demo's, and that of most servers to come. */
    static final GrammarVersion TRAINED = GrammarVersion.POSTGRESQL_18;

    private static final String CONVERSATION =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"training","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"query","arguments":{"sql":"SELECT 1"}}}
            """;

    private Training() {}

    /**
     * Trains; the arguments are {@code stdio} or {@code serve}, and an empty folder for settings
     * and an audit file.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        Path settings = Files.writeString(folder.resolve("gatehouse.yaml"), settings(folder));
        switch (arguments[0]) {
            case "stdio" -> converse(settings);
            case "serve" -> ServeTraining.run(settings, CONVERSATION.lines().toList());
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(Gatehouse.DONE);
    }

    private static void converse(Path file) throws Failure, InterruptedException {
        String settings =
                StdioStart.settingsFile(List.of("stdio", "--config", file.toString()))
                        .orElseThrow();
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        try (Gate gate = Gate.open(new SettingsOption(settings).load(err))) {
            var lines = new ByteArrayInputStream(CONVERSATION.getBytes(StandardCharsets.UTF_8));
            Stdio.serve(gate, lines, OutputStream.nullOutputStream());
            gate.warmUp(TRAINED);
        }
    }

    private static String settings(Path folder) {
        return """
        databases:
          training: {url: "postgres://training@127.0.0.1:1/training"}
        audit: {file: "%s"}
        """
                .formatted(folder.resolve("audit.jsonl"));
    }
}
