package dev.gatehouse.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code stdio} in the two ways that clients start it. It does without picocli, which
 * costs a start a quarter of its time and stays out of any AOT cache, its class files being older
 * than those take. All other arguments are picocli's.
 */
final class StdioStart {

    private static final List<String> PLAIN = List.of("stdio");
    private static final List<String> WITH_SETTINGS = List.of("stdio", "--config");

    private StdioStart() {}

    /**
     * The settings file that the arguments name, empty for the usual one; nothing when the
     * arguments are not for this class to read.
     */
    static Optional<String> settingsFile(List<String> arguments) {
        if (arguments.equals(PLAIN)) {
            return Optional.of("");
        }
        boolean named = arguments.size() == 3 && arguments.subList(0, 2).equals(WITH_SETTINGS);
        // What begins so is an option, or a file of arguments.
        return named && !arguments.get(2).matches("[-@].*|")
                ? Optional.of(arguments.get(2))
                : Optional.empty();
    }

    /**
     * Serves until the client is gone.
     *
     * @return the exit code
     */
    static int run(String settingsFile) throws InterruptedException {
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        try (Gate gate = new SettingsOption(settingsFile).open(err)) {
            return Stdio.serve(gate);
        } catch (Failure failure) {
            return failure.tell(err);
        }
    }
}
