package dev.gatehouse.grammar.build;

import com.dylibso.chicory.compiler.internal.Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Remembers what the output was made from: the arguments, this tool, and Chicory's compiler. */
final class Stamp {
    private final Path file;
    private final String content;

    Stamp(Path file, List<String> arguments) {
        this.file = file;
        this.content = digest(arguments);
    }

    boolean isCurrent() {
        try {
            return Files.exists(file) && Files.readString(file).equals(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write() {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(List<String> arguments) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String argument : arguments) {
                digest.update(argument.getBytes(StandardCharsets.UTF_8));
            }
            digest.update(home(Compiler.class).toString().getBytes(StandardCharsets.UTF_8));
            addTool(digest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** This tool is the same as a folder of classes and as their archive; builds use either. */
    private static void addTool(MessageDigest digest) throws IOException {
        Path home = home(Stamp.class);
        if (Files.isDirectory(home)) {
            addFiles(digest, home);
        } else {
            try (FileSystem archive = FileSystems.newFileSystem(home)) {
                addFiles(digest, archive.getPath("/"));
            }
        }
    }

    private static void addFiles(MessageDigest digest, Path root) throws IOException {
        try (var files = Files.walk(root)) {
            List<Path> sorted =
                    files.filter(Files::isRegularFile)
                            .map(root::relativize)
                            .filter(file -> !file.startsWith("META-INF"))
                            .sorted(Comparator.comparing(Path::toString))
                            .toList();
            for (Path file : sorted) {
                digest.update(Files.readAllBytes(root.resolve(file)));
            }
        }
    }

    /** The jar or the folder that a class was loaded from. */
    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("class path entries are files", e);
        }
    }
}
