package dev.gatehouse.grammar.build;

import dev.gatehouse.grammar.BuildFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The folder of one generated Java package. */
final class Output {
    private final Path folder;

    Output(Path root, String javaPackage) {
        this.folder = root.resolve(javaPackage.replace('.', '/'));
    }

    /** Removes what an earlier build has left, and makes the folder. */
    void clear() {
        try {
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeClass(ClassDesc name, byte[] content) {
        write(name.displayName() + ".class", content);
    }

    void write(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a resource of this tool. */
    void copy(String resource) {
        try (InputStream in = Output.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new BuildFailure("the tool has no resource " + resource);
            }
            write(resource, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
