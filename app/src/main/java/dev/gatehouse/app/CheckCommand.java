package dev.gatehouse.app;

import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse check}: every problem of the settings at once. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Reads the settings and names every problem. Connects to nothing unless it is told"
                        + " to.")
final class CheckCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--connect",
            description = "Ask the databases, too, and hold the policies against them.")
    private boolean connect;

    @Override
    public Integer call() throws Failure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return switch (settings.read()) {
            case Settings.Loaded(Settings loaded, List<Problem> warnings) -> {
                warnings.forEach(out::println);
                yield connect
                        ? connected(loaded, out)
                        : fine("The settings are fine.", loaded, out);
            }
            case Settings.Invalid(List<Problem> problems) -> unusable(problems, out);
        };
    }

    private static int connected(Settings loaded, PrintWriter out)
            throws Failure, InterruptedException {
        try (Gate gate = Gate.open(loaded)) {
            CheckedPolicy.Outcome outcome = gate.policies().check(true);
            List<String> away =
                    gate.engines().reachable().entrySet().stream()
                            .filter(each -> !each.getValue())
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList();
            away.forEach(name -> out.println("The database " + name + " cannot be asked."));
            if (!outcome.problems().isEmpty()) {
                return unusable(outcome.problems(), out);
            }
            if (!away.isEmpty() || !outcome.unasked().isEmpty()) {
                out.println("Not everything could be checked.");
                return Gatehouse.FAILED;
            }
            return fine("The settings are fine, and fit the databases.", loaded, out);
        }
    }

    private static int unusable(List<Problem> problems, PrintWriter out) {
        problems.forEach(out::println);
        out.println(count(problems));
        return Gatehouse.UNUSABLE;
    }

    private static int fine(String words, Settings loaded, PrintWriter out) {
        out.println(words + " Databases: " + names(loaded));
        return Gatehouse.DONE;
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
