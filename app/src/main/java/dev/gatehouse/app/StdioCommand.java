package dev.gatehouse.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse stdio}: what a desktop client starts. */
@Command(
        name = "stdio",
        mixinStandardHelpOptions = true,
        description = "Serves MCP on standard input and output, for the client that starts this.")
final class StdioCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Failure, InterruptedException {
        try (Gate gate = settings.open(spec.commandLine().getErr())) {
            return Stdio.serve(gate);
        }
    }
}
