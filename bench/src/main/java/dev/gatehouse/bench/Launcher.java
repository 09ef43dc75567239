package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program as {@code ./gatehouse} starts it.
 *
 * @param root the source tree, in which the program is built
 */
record Launcher(Path root) {

    /** The script itself. */
    List<String> script(String... arguments) {
        return Stream.concat(Stream.of(root.resolve("gatehouse").toString()), Stream.of(arguments))
                .toList();
    }

    /**
     * The options that the script gives the virtual machine, its AOT cache aside.
     *
     * @param mode {@code stdio} or {@code serve}
     */
    List<String> options(String mode) {
        Path folder = root.resolve("app/src/main/launcher");
        return List.of(
                "@" + folder.resolve("all.options"), "@" + folder.resolve(mode + ".options"));
    }

    /** What the script does at the end, with other options. */
    List<String> java(List<String> options, String... main) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.addAll(List.of(main));
        return List.copyOf(command);
    }

    private String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("app/target/gatehouse/lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }
}
