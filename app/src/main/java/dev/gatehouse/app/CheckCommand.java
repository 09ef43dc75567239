package dev.gatehouse.app;

import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse check}: every problem of the settings at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads the settings and names every problem. Connects to nothing.")
final class CheckCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (settings.read()) {
            case Settings.Loaded(Settings loaded, List<Problem> warnings) -> {
                warnings.forEach(out::println);
                out.println("The settings are fine. Databases: " + names(loaded));
                yield Gatehouse.DONE;
            }
            case Settings.Invalid(List<Problem> problems) -> {
                problems.forEach(out::println);
                out.println(count(problems));
                yield Gatehouse.UNUSABLE;
            }
        };
    }

    private static String names(Settings settings) {
        return settings.databases().stream()
                .map(DatabaseSettings::name)
                .collect(Collectors.joining(", "));
    }

    private static String count(List<Problem> problems) {
        return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    }
}
