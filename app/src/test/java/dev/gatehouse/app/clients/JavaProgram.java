package dev.gatehouse.app.clients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs on the class path of the tests, each in a process of its own. */
public final class JavaProgram {

    private JavaProgram() {}

    /** The command line of a program, which is ready as soon as the product's own. */
    public static List<String> command(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src/main/launcher/stdio.options").toAbsolutePath());
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }
}
