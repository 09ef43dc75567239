package dev.gatehouse.gateway.audit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a trail is kept.
 *
 * @param file where records are written
 * @param rotation when that file is full
 * @param sync whether a record is on the disk before its answer goes out, or only with the system
 * @param sql what is kept of statements
 * @param signing how checkpoints are made; empty when none are
 */
public record Keeping(
        Path file,
        Rotation rotation,
        boolean sync,
        SqlText sql,
        Optional<Signing> signing,
        InstantSource clock) {

    /** In one file, with no text of statements and no checkpoints. */
    public static Keeping in(Path file) {
        return new Keeping(
                file, Rotation.NEVER, true, SqlText.NONE, Optional.empty(), InstantSource.system());
    }

    /** This, with files that are full at some time. */
    public Keeping rotated(Rotation other) {
        return new Keeping(file, other, sync, sql, signing, clock);
    }

    /** This, with checkpoints. */
    public Keeping signed(Signing other) {
        return new Keeping(file, rotation, sync, sql, Optional.of(other), clock);
    }

    /** This, at another time. */
    public Keeping at(InstantSource other) {
        return new Keeping(file, rotation, sync, sql, signing, other);
    }

    /** This, with other text of statements. */
    public Keeping with(SqlText other) {
        return new Keeping(file, rotation, sync, other, signing, clock);
    }
}
