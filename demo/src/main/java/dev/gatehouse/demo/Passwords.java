package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        PrivateFile.create(file, password + "\n");
        return password;
    }

    static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
