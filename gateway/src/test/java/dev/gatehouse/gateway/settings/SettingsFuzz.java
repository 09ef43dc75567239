package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Any bytes whatever as a settings file: either they are settings, or what is wrong with them is
 * said, one line for each, and no line tells a secret.
 */
public final class SettingsFuzz {

    static final String SECRET = "hush-not-a-word-of-it";

    private static final Path FOLDER = folder();
    private static final int LONGEST_LINE = 5000;

    private SettingsFuzz() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("settings");
            folder.toFile().deleteOnExit();
            folder.resolve("gatehouse.yaml").toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        Files.write(FOLDER.resolve("gatehouse.yaml"), file);
        Sources sources =
                new Sources(
                        "",
                        FOLDER,
                        FOLDER.resolve("home"),
                        Map.of("HUSH", SECRET),
                        Map.of(),
                        new PlainChecks());
        switch (Settings.load(sources)) {
            case Settings.Loaded(Settings settings, List<Problem> warnings) -> {
                require(!settings.databases().isEmpty(), "no database");
                warnings.forEach(SettingsFuzz::checkLine);
            }
            case Settings.Invalid(List<Problem> problems) -> {
                require(!problems.isEmpty(), "no problem");
                problems.forEach(SettingsFuzz::checkLine);
            }
        }
    }

    private static void checkLine(Problem problem) {
        String line = problem.toString();
        require(line.chars().noneMatch(Character::isISOControl), "more than a line: " + line);
        require(line.length() < LONGEST_LINE, "a long line");
        require(!line.contains(SECRET), "a secret told: " + line);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
