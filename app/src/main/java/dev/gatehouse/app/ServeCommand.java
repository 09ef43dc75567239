package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse serve}: MCP over HTTP. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves MCP over HTTP, at /mcp; /health and /ready tell how it is.",
            "Every option wins over what the settings file says under `http`."
        })
final class ServeCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--host", description = "The address to listen on (default: 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", description = "The port; 0 is any that is free (default: 8080).")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A further name by which clients reach the server, as behind a proxy.")
    private List<String> hosts = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Pages that may ask, such as https://app.example.com.")
    private List<String> origins = List.of();

    @Option(
            names = "--without-authentication",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Listen beyond this machine although everybody there could ask.")
    private Optional<String> unauthenticated = Optional.empty();

    @ArgGroup(exclusive = false)
    private @Nullable TlsOptions tls;

    /** Both or none. */
    static final class TlsOptions {

        @Option(
                names = "--tls-certificate",
                required = true,
                paramLabel = "FILE",
                description = "The certificate and its chain, PEM.")
        private Path certificate = Path.of("");

        @Option(
                names = "--tls-key",
                required = true,
                paramLabel = "FILE",
                description = "Its private key, PEM (PKCS #8).")
        private Path key = Path.of("");
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try (Gate gate = settings.open(options(), err);
                HttpServer server = Http.start(gate, Endpoint.of(gate.settings().http()))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Gatehouse serves MCP at " + server.address() + "/mcp");
            out.flush();
            return Http.serve(gate, server);
        }
    }

    /** What was said on the command line, as the settings know it. */
    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        host.ifPresent(text -> options.put("--host", text));
        port.ifPresent(text -> options.put("--port", text));
        unauthenticated.ifPresent(text -> options.put("--without-authentication", text));
        if (!hosts.isEmpty()) {
            options.put("--allow-host", String.join(",", hosts));
        }
        if (!origins.isEmpty()) {
            options.put("--allow-origin", String.join(",", origins));
        }
        if (tls != null) {
            // A path of the command line begins in the working folder, not beside the file.
            options.put("--tls-certificate", tls.certificate.toAbsolutePath().toString());
            options.put("--tls-key", tls.key.toAbsolutePath().toString());
        }
        return options;
    }
}
