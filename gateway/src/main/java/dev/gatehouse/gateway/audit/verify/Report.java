package dev.gatehouse.gateway.audit.verify;

import dev.gatehouse.gateway.audit.trail.Finding;
import java.util.Optional;

/**
 * What was found of a trail.
 *
 * @param records how many there are, up to the finding
 * @param repaired how many of them tell of an unfinished line
 * @param checkpoints how many checkpoints hold
 * @param signed how many records the last of those is over
 * @param foreign how many checkpoints another key signed; nothing follows from those
 * @param strayLines how many lines of the checkpoints' file belong to none
 * @param unfinished bytes of an unfinished last line; a crash can leave one, or it is being written
 * @param finding the first place where the trail is not what was written
 */
public record Report(
        long records,
        long repaired,
        long checkpoints,
        long signed,
        long foreign,
        long strayLines,
        long unfinished,
        Optional<Finding> finding) {}
