package dev.gatehouse.app;

import java.io.PrintWriter;

/** Ends a command with words for the person at the keyboard. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String help;

    /**
     * @param help what to do about it; empty when there is nothing to say
     */
    Failure(int exitCode, String message, String help) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.help = help;
    }

    /**
     * Says it.
     *
     * @return the exit code
     */
    int tell(PrintWriter err) {
        err.println("gatehouse: " + getMessage());
        help.lines().forEach(line -> err.println("  " + line));
        err.flush();
        return exitCode;
    }
}
