package dev.gatehouse.app;

import dev.gatehouse.gateway.settings.AuditSettings;
import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.settings.Sources;
import dev.gatehouse.gateway.settings.Where;
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
        return Settings.load(sources(options));
    }

    private Sources sources(Map<String, String> options) {
        return sources(config, Path.of(""), System.getenv(), options);
    }

    /** The way to the databases, after everything was checked; warnings go to {@code err}. */
    Gate open(PrintWriter err) throws Failure, InterruptedException {
        return open(Map.of(), err);
    }

    /** The same, where options of the command line win over the file. */
    Gate open(Map<String, String> options, PrintWriter err) throws Failure, InterruptedException {
        return open(sources(options), err);
    }

    private static Gate open(Sources sources, PrintWriter err)
            throws Failure, InterruptedException {
        Settings settings = usable(Settings.load(sources), err);
        Telemetry.apply(settings.telemetry().log());
        return Gate.open(settings, sources, err);
    }

    /** The settings; warnings go to {@code err}. */
    Settings load(PrintWriter err) throws Failure {
        return load(Map.of(), err);
    }

    /** The settings, where options of the command line win over the file. */
    Settings load(Map<String, String> options, PrintWriter err) throws Failure {
        return usable(read(options), err);
    }

    /** The way to one database at a URL, whatever settings files there are elsewhere. */
    static Gate openUrl(String url, Path folder, Map<String, String> options, PrintWriter err)
            throws Failure, InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DATABASE_URL", url);
        environment.put("XDG_CONFIG_HOME", folder.toString());
        return open(sources("", folder, environment, options), err);
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

    /** The settings of the audit trail, whatever the others say. */
    AuditSettings audit() throws Failure {
        return switch (AuditSettings.load(sources(Map.of()))) {
            case AuditSettings.Usable(AuditSettings audit) -> audit;
            case AuditSettings.Unusable(List<Problem> problems) ->
                    throw new Failure(
                            Gatehouse.UNUSABLE, "the settings cannot be used", lines(problems));
        };
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

    /** Something that is wrong and written nowhere. */
    static Problem error(String message) {
        return new Problem(Problem.Severity.ERROR, Where.NOWHERE, message, "");
    }

    static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
