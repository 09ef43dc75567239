package dev.gatehouse.gateway.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * When checkpoints are signed, and where they go.
 *
 * @param key file with the key; made when it is missing
 * @param file where checkpoints are added
 * @param copy a second such file, best on another machine's disk
 * @param records after so many new records a checkpoint is signed
 * @param time and after so long, when there is a new record
 */
public record Signing(Path key, Path file, Optional<Path> copy, long records, Duration time) {

    private static final long RECORDS = 1_000;
    private static final Duration TIME = Duration.ofSeconds(60);

    /** With files beside a trail. */
    public static Signing beside(Path trail) {
        return new Signing(key(trail), checkpoints(trail), Optional.empty(), RECORDS, TIME);
    }

    /** The key's usual file. */
    public static Path key(Path trail) {
        return beside(trail, ".key");
    }

    /** The usual file of the public key. */
    public static Path publicKey(Path trail) {
        return beside(trail, ".pub");
    }

    /** The checkpoints' usual file. */
    public static Path checkpoints(Path trail) {
        return beside(trail, ".checkpoints");
    }

    /** How far the tree has grown: spares reading the whole trail at a start. */
    static Path tree(Path trail) {
        return beside(trail, ".tree");
    }

    private static Path beside(Path trail, String ending) {
        return trail.toAbsolutePath().resolveSibling(trail.getFileName() + ending);
    }
}
