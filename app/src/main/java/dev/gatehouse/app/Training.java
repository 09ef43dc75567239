package dev.gatehouse.app;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The training run of an AOT cache (JEP 514): what a start of {@code stdio} does up to its first
 * query, as far as that is possible without a database. The virtual machine writes the cache when
 * it ends. A cache serves every main class on the same class path.
 */
final class Training {

    /** The demo's, and that of most servers to come. */
    private static final GrammarVersion TRAINED = GrammarVersion.POSTGRESQL_18;

    private static final String CONVERSATION =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"training","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"query","arguments":{"sql":"SELECT 1"}}}
            """;

    private Training() {}

    /** Trains; the one argument is an empty folder for settings and an audit file. */
    public static void main(String[] arguments) throws Exception {
        converse(Path.of(arguments[0]));
        System.exit(Gatehouse.DONE);
    }

    private static void converse(Path folder) throws IOException, Failure, InterruptedException {
        Path file = folder.resolve("gatehouse.yaml");
        Files.writeString(file, settings(folder.resolve("audit.jsonl")));
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

    private static String settings(Path audit) {
        return """
        databases:
          training: {url: "postgres://training@127.0.0.1:1/training"}
        audit: {file: "%s"}
        """
                .formatted(audit);
    }
}
