package dev.gatehouse.app;

import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.settings.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that every command with settings has, and what it stands for. */
final class SettingsOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = {
                "The settings file (default: gatehouse.yaml in this folder, then the user's)."
            })
    private String config;

    SettingsOption() {
        this("");
    }

    SettingsOption(String config) {
        this.config = config;
    }

    /** Reads the settings from the file and the environment, whatever comes of it. */
    Settings.Outcome read() {
        return read(Map.of());
    }

    private Settings.Outcome read(Map<String, String> options) {
        return Settings.load(sources(config, Path.of(""), System.getenv(), options));
    }

    /** The settings; warnings go to {@code err}. */
    Settings load(PrintWriter err) throws Failure {
        return load(Map.of(), err);
    }

    /** The settings, where options of the command line win over the file. */
    Settings load(Map<String, String> options, PrintWriter err) throws Failure {
        return usable(read(options), err);
    }

    /** Settings for one database at a URL, whatever settings files there are. */
    static Settings forUrl(String url, Path folder, Map<String, String> options, PrintWriter err)
            throws Failure {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DATABASE_URL", url);
        environment.put("XDG_CONFIG_HOME", folder.toString());
        return usable(Settings.load(sources("", folder, environment, options)), err);
    }

    private static Sources sources(
            String config,
            Path folder,
            Map<String, String> environment,
            Map<String, String> options) {
        Path home = Path.of(System.getProperty("user.home"));
        return new Sources(
                config, folder.toAbsolutePath(), home, environment, options, new SettingsChecks());
    }

    private static Settings usable(Settings.Outcome outcome, PrintWriter err) throws Failure {
        return switch (outcome) {
            case Settings.Loaded(Settings settings, List<Problem> warnings) -> {
                warnings.forEach(err::println);
                yield settings;
            }
            case Settings.Invalid(List<Problem> problems) ->
                    throw new Failure(
                            Gatehouse.UNUSABLE, "the settings cannot be used", lines(problems));
        };
    }

    static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
