package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Settings to be looked for in a folder. */
record Sought(
        Path folder, String config, Map<String, String> environment, Map<String, String> options) {

    static Sought in(Path folder) {
        return new Sought(folder, "", Map.of(), Map.of());
    }

    Sought config(String file) {
        return new Sought(folder, file, environment, options);
    }

    Sought environment(Map<String, String> variables) {
        return new Sought(folder, config, variables, options);
    }

    Sought options(Map<String, String> said) {
        return new Sought(folder, config, environment, said);
    }

    private Settings.Outcome load() {
        return Settings.load(
                new Sources(
                        config,
                        folder,
                        folder.resolve("home"),
                        environment,
                        options,
                        new PlainChecks()));
    }

    List<String> problems() {
        return switch (load()) {
            case Settings.Loaded loaded -> throw new AssertionError(loaded.settings());
            case Settings.Invalid(List<Problem> problems) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }

    Settings.Loaded loaded() {
        return switch (load()) {
            case Settings.Loaded loaded -> loaded;
            case Settings.Invalid(List<Problem> problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    Settings settings() {
        return loaded().settings();
    }

    /** The database, where there is one. */
    DatabaseSettings only() {
        return settings().databases().iterator().next();
    }

    List<String> warnings() {
        return loaded().warnings().stream().map(Problem::toString).toList();
    }
}
