package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds NOTICE to what is shipped. */
class NoticeIT {

    private static final Path LIBRARIES = Path.of("target/gatehouse/lib");

    @Test
    void namesEveryLibraryThatIsShipped() throws IOException {
        List<String> named =
                List.of(Files.readString(Readme.FILE.resolveSibling("NOTICE")).split("[^\\w-]+"));
        assertThat(named).containsAll(shipped());
    }

    /** The names of the archives of others, without version and platform. */
    private static List<String> shipped() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("gatehouse-"))
                    .map(name -> name.replaceAll("(-(linux|darwin)-\\w+)?-\\d[^-]*\\.jar$", ""))
                    .toList();
        }
    }
}
