package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes the demo's passwords and keeps each in a file that only its owner reads. */
record Passwords(RandomGenerator random) {

    private static final int RANDOM_BYTES = 24;

    /** A new password of letters, digits, hyphens and underscores, as a file. */
    String create(Path file) throws IOException {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        write(file, password + "\n");
        return password;
    }

    static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    /** Writes a new file of mode 0600: it is never, not even empty, readable by others. */
    static void write(Path file, String content) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
