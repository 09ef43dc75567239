package dev.gatehouse.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The program {@code gatehouse}. Exit codes: 0 done, 1 failed or refused, 2 wrong usage or
 * settings.
 */
@Command(
        name = "gatehouse",
        mixinStandardHelpOptions = true,
        versionProvider = Gatehouse.Version.class,
        description = "A governed SQL gateway for AI agents.",
        subcommands = {
            DemoCommand.class,
            StdioCommand.class,
            ServeCommand.class,
            QueryCommand.class,
            PolicyCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            CheckCommand.class
        })
public final class Gatehouse {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int UNUSABLE = 2;

    private Gatehouse() {}

    /** Runs one command. */
    public static void main(String[] arguments) throws InterruptedException {
        Optional<String> stdio = StdioStart.settingsFile(List.of(arguments));
        int exitCode =
                stdio.isPresent() ? StdioStart.run(stdio.get()) : commandLine().execute(arguments);
        Telemetry.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Gatehouse())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Gatehouse::failed);
    }

    /** A failure that has words for the person at the keyboard is told in those; others in full. */
    private static int failed(
            Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof Failure told) {
            return told.tell(command.getErr());
        }
        throw failure;
    }

    /** The version of this build. */
    static String version() {
        try (InputStream in = Gatehouse.class.getResourceAsStream("/gatehouse-version.txt")) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gatehouse " + version()};
        }
    }
}
