package dev.gatehouse.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The program as a test runs it: within this process, or as a process of its own. */
final class Program {

    private Program() {}

    /** What a command did. */
    record Outcome(int exitCode, String out, String err) {}

    /** Runs a command within this process. */
    static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Gatehouse.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** The command line of a process that serves a settings file on stdio. */
    static List<String> stdio(Path settings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "dev.gatehouse.app.Gatehouse",
                "stdio",
                "--config",
                settings.toString());
    }

    /** That of the tests, with which the program runs, too. */
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
