package dev.gatehouse.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where the demo database lives and how long starting it may take.
 *
 * @param folder holds programs, data and passwords; about 200 MB
 * @param patience the longest wait for another Gatehouse that is just starting or stopping the same
 *     database, and for each PostgreSQL program
 */
public record DemoSettings(Path folder, Duration patience) {

    /** Environment variable that names the folder. */
    public static final String FOLDER_VARIABLE = "GATEHOUSE_DEMO_FOLDER";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public DemoSettings {
        folder = folder.toAbsolutePath().normalize();
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience must be positive");
        }
    }

    /**
     * The settings for whoever runs this program: the folder that {@value #FOLDER_VARIABLE} names,
     * else {@code gatehouse/demo} in the cache folder of the XDG Base Directory Specification. For
     * root that is {@code /var/cache}: the server runs as an unprivileged account, which cannot
     * enter root's home.
     *
     * @param environment the process's environment
     * @param userName the account's name
     * @param home the account's home folder
     */
    public static DemoSettings of(Map<String, String> environment, String userName, Path home) {
        String chosen = environment.getOrDefault(FOLDER_VARIABLE, "");
        Path folder =
                chosen.isEmpty()
                        ? cache(environment, userName, home).resolve("gatehouse").resolve("demo")
                        : Path.of(chosen);
        return new DemoSettings(folder, PATIENCE);
    }

    private static Path cache(Map<String, String> environment, String userName, Path home) {
        Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        if (xdg.isAbsolute()) {
            return xdg;
        }
        return userName.equals("root") ? Path.of("/var/cache") : home.resolve(".cache");
    }
}
