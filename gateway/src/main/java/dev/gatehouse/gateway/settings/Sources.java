package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where settings come from.
 *
 * @param config the file that was named on the command line; empty when none was
 * @param folder the working folder, in which {@code gatehouse.yaml} and {@code .env} are looked for
 * @param home the user's home folder
 * @param environment the environment variables of the process
 * @param urlCheck what is the matter with the URL of a database, in words that quote nothing of it;
 *     empty when nothing is
 */
public record Sources(
        String config,
        Path folder,
        Path home,
        Map<String, String> environment,
        Function<String, Optional<String>> urlCheck) {

    public Sources {
        environment = Map.copyOf(environment);
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

    /** Not the environment, which holds secrets. */
    @Override
    public String toString() {
        return "Sources[config=" + config + ", folder=" + folder + "]";
    }
}
