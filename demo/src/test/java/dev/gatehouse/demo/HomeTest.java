package dev.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.demo.DemoException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which folder the demo takes, and which ones it refuses. */
class HomeTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "GATEHOUSE_DEMO_FOLDER, /data/demo, ann, /data/demo",
        "XDG_CACHE_HOME, /caches, ann, /caches/gatehouse/demo",
        "XDG_CACHE_HOME, relative, ann, /home/ann/.cache/gatehouse/demo",
        "NOTHING, '', ann, /home/ann/.cache/gatehouse/demo",
        "NOTHING, '', root, /var/cache/gatehouse/demo",
    })
    void isTheUsersCacheUnlessChosen(String name, String value, String user, Path expected) {
        assertThat(DemoSettings.of(Map.of(name, value), user, Path.of("/home", user)).folder())
                .isEqualTo(expected);
    }

    @Test
    void isCreatedWithItsParents() throws Exception {
        Path home = folder.resolve("a/b");

        assertThat(Home.open(home).folder()).isEqualTo(home.toRealPath()).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatOthersCanChange() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(folder);
    }

    @Test
    void refusesAFileInTheWay() throws Exception {
        assertRefused(Files.createFile(folder.resolve("file")).resolve("demo"));
    }

    @Test
    void refusesANameThatAShellWouldRead() {
        assertRefused(folder.resolve("$(reboot)"));
    }

    @Test
    void refusesWhatIsNotPositivePatience() {
        assertThatThrownBy(() -> new DemoSettings(folder, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, s390x", "FreeBSD, amd64"})
    void namesAPlatformWithoutPostgresql(String osName, String osArch) {
        assertThatThrownBy(() -> Binaries.archive(osName, osArch))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(osName + " on " + osArch)
                .extracting(refused -> ((DemoException) refused).reason())
                .isEqualTo(Reason.PLATFORM);
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        String output = "PANIC:  could not write to file \"x\": No space left on device";

        assertThat(DemoException.of("Filling", output, folder).reason())
                .isEqualTo(Reason.DISK_FULL);
        assertThat(DemoException.of("Filling", "FATAL", folder).reason()).isEqualTo(Reason.SERVER);
    }

    private static void assertRefused(Path folder) {
        assertThatThrownBy(() -> Home.open(folder))
                .isInstanceOf(DemoException.class)
                .extracting(refused -> ((DemoException) refused).reason())
                .isEqualTo(Reason.FOLDER);
    }
}
