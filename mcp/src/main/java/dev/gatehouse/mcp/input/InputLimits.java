package dev.gatehouse.mcp.input;

import java.time.Duration;

/**
 * What asking for input may cost.
 *
 * @param rounds how often one call may ask, what is asked again because it was not answered well
 *     included
 * @param answerBytes the longest answer, as JSON; a longer one is none
 * @param stateBytes the longest {@code requestState}
 * @param stateLife how long a client may take to come back with a {@code requestState}; whole
 *     seconds
 * @param patience how long a call waits for a client that is asked while the call goes on
 */
public record InputLimits(
        int rounds, int answerBytes, int stateBytes, Duration stateLife, Duration patience) {

    /** 16 rounds, answers of 32 KiB, states of 128 KiB that live 10 minutes, 5 minutes patience. */
    public static final InputLimits DEFAULT =
            new InputLimits(16, 32 << 10, 128 << 10, Duration.ofMinutes(10), Duration.ofMinutes(5));

    public InputLimits {
        if (rounds < 1 || answerBytes < 1 || stateBytes < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (stateLife.toSeconds() < 1 || !patience.isPositive()) {
            throw new IllegalArgumentException("every time is positive");
        }
    }

    /** These limits with another patience. */
    public InputLimits withPatience(Duration other) {
        return new InputLimits(rounds, answerBytes, stateBytes, stateLife, other);
    }
}
