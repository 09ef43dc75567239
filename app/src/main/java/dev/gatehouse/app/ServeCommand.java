package dev.gatehouse.app;

import dev.gatehouse.gateway.http.HttpServer;
import dev.gatehouse.gateway.http.HttpSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
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
        description = "Serves MCP over HTTP, at /mcp; /health and /ready tell how it is.")
final class ServeCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port; 0 is any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A further name by which clients reach the server, as behind a proxy.")
    private Set<String> hosts = Set.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Pages that may ask, such as https://app.example.com.")
    private Set<String> origins = Set.of();

    @Option(
            names = "--without-authentication",
            description = "Listen beyond this machine although everybody there could ask.")
    private boolean unauthenticated;

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
        HttpSettings wanted = wanted();
        try (Gate gate = Gate.open(settings.load(err));
                HttpServer server = Http.start(gate, wanted)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Gatehouse serves MCP at " + server.address() + "/mcp");
            out.flush();
            return Http.serve(server);
        }
    }

    private HttpSettings wanted() throws Failure {
        HttpSettings plain = Http.at(host, port).with(new HttpSettings.Names(hosts, origins));
        HttpSettings open = unauthenticated ? plain.openToAll() : plain;
        return tls == null ? open : open.with(new HttpSettings.Tls(tls.certificate, tls.key));
    }
}
