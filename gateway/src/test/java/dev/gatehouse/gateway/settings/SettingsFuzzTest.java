package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that fuzzing has found and begins with, run once more, whole and cut off anywhere. */
class SettingsFuzzTest {

    private static final Path FOLDER = Path.of("src/test/resources/fuzz/settings");

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsReadOrItsProblemsAreTold(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        SettingsFuzz.fuzzerTestOneInput(bytes);
        int step = 1 + bytes.length / 200;
        for (int length = 0; length < bytes.length; length += step) {
            SettingsFuzz.fuzzerTestOneInput(Arrays.copyOf(bytes, length));
        }
    }

    static Stream<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
