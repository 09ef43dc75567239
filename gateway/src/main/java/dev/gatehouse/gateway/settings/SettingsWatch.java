package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a settings file holds something else than before, by looking at it now and then. Not
 * thread-safe: one thread looks.
 */
public final class SettingsWatch {

    /** Two versions can have the same time within the resolution of a file system's clock. */
    private static final Duration RESOLUTION = Duration.ofSeconds(2);

    private final Path file;
    private final InstantSource clock;
    private String taken;
    private String seen;
    private @Nullable Stamp stamp;

    /** What tells cheaply that a file was written, or another took its place. */
    private record Stamp(Instant written, long size, @Nullable Object key) {}

    /**
     * @param file as it was read
     * @param clock tells how long ago the file was written
     */
    public SettingsWatch(SettingsFile file, InstantSource clock) {
        this.file = file.path();
        this.clock = clock;
        this.taken = file.digest();
        this.seen = taken;
    }

    /**
     * Whether the file holds something new, and held the same at the look before: nobody is in the
     * middle of writing it. Tells so once for each change; a file that cannot be read is one, too.
     */
    public boolean look() {
        Stamp now = stamp();
        if (seen.equals(taken) && isOld(now)) {
            return false;
        }
        stamp = now;
        String content = SettingsFile.digest(file).orElse("");
        boolean settled = content.equals(seen);
        seen = content;
        boolean changed = settled && !content.equals(taken);
        taken = changed ? content : taken;
        return changed;
    }

    /** Whether what was read is what the last {@link #look} told of, and not written since. */
    public boolean told(SettingsFile read) {
        return read.digest().equals(taken);
    }

    private boolean isOld(@Nullable Stamp now) {
        return now != null
                && now.equals(stamp)
                && now.written().plus(RESOLUTION).isBefore(clock.instant());
    }

    private @Nullable Stamp stamp() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.lastModifiedTime().toInstant(), found.size(), found.fileKey());
        } catch (IOException _) {
            return null;
        }
    }
}
