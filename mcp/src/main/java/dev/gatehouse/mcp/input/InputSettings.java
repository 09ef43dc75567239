package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What the embedding program decides about asking for input.
 *
 * @param seal protects what clients carry from one request to the next
 * @param clock tells how old that is
 */
public record InputSettings(StateSeal seal, InstantSource clock, InputLimits limits) {

    public InputSettings {
        requireNonNull(seal, "seal is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(limits, "limits is null");
    }

    /** The usual limits, and a key of this process: no other one goes on with its calls. */
    public static InputSettings ofProcess(SecureRandom chance, InstantSource clock) {
        StateSeal seal = new StateSeal(StateKey.random(chance), chance);
        return new InputSettings(seal, clock, InputLimits.DEFAULT);
    }
}
