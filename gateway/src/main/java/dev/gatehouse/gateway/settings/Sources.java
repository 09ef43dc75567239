package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from.
 *
 * @param config the file that was named on the command line; empty when none was
 * @param folder the working folder, in which {@code gatehouse.yaml} and {@code .env} are looked for
 * @param home the user's home folder
 * @param environment the environment variables of the process
 * @param options values from the command line, by the option as it is typed: {@code --port}
 * @param checks what only those can say of a value who will use it
 */
public record Sources(
        String config,
        Path folder,
        Path home,
        Map<String, String> environment,
        Map<String, String> options,
        Checks checks) {

    public Sources {
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }

    /** The same, but that the file is that very one. */
    public Sources of(SettingsFile file) {
        return new Sources(file.name(), folder, home, environment, options, checks);
    }

    /** A folder of the XDG Base Directory Specification, which ignores relative ones. */
    private Path xdg(String variable, String absent) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(absent));
    }

    /** The settings file of the user. */
    Path userFile() {
        return xdg("XDG_CONFIG_HOME", ".config").resolve("gatehouse").resolve("gatehouse.yaml");
    }

    /** The audit file where none was named. */
    Path auditFile() {
        return xdg("XDG_STATE_HOME", ".local/state").resolve("gatehouse").resolve("audit.jsonl");
    }

    /** The state file where none was named. */
    Path stateFile() {
        return xdg("XDG_STATE_HOME", ".local/state").resolve("gatehouse").resolve("state.db");
    }

    /** Not the environment, which holds secrets. */
    @Override
    public String toString() {
        return "Sources[config=" + config + ", folder=" + folder + "]";
    }
}
