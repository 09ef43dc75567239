package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsWatchTest {

    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;
    private Instant now = WRITTEN;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("gatehouse.yaml");
        write("a: 1\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }

    private SettingsWatch watch() throws IOException {
        String text = Files.readString(file);
        return new SettingsWatch(
                SettingsFile.of(file, "gatehouse.yaml", text, Optional.empty()), () -> now);
    }

    @Test
    void whatStaysTheSameForTwoLooksIsToldOnce() throws IOException {
        SettingsWatch watch = watch();
        assertThat(watch.look()).isFalse();
        write("a: 2\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void whatChangesAgainIsNotToldBeforeItSettles() throws IOException {
        SettingsWatch watch = watch();
        for (String text : new String[] {"", "a", "a: 2"}) {
            write(text);
            assertThat(watch.look()).isFalse();
        }
        assertThat(watch.look()).isTrue();
    }

    @Test
    void whatIsTakenBackIsNotToldAtAll() throws IOException {
        SettingsWatch watch = watch();
        write("a: 2\n");
        assertThat(watch.look()).isFalse();
        write("a: 1\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
    }

    /** The clock of a file system ticks slowly: the same time and size say nothing at first. */
    @Test
    void anOldFileOfTheSameTimeAndSizeIsNotReadAgain() throws IOException {
        SettingsWatch watch = watch();
        assertThat(watch.look()).isFalse();
        now = WRITTEN.plusSeconds(60);
        write("a: 2\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        now = WRITTEN;
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
    }

    @Test
    void aFileThatIsGoneIsAChangeAndSoIsItsReturn() throws IOException {
        SettingsWatch watch = watch();
        Files.delete(file);
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
        write("a: 1\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
    }

    @Test
    void aMarkOfTheByteOrderIsNoChange() throws IOException {
        SettingsWatch watch = watch();
        write("\uFEFFa: 1\n");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
    }
}
