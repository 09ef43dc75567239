package dev.gatehouse.postgres.parser;

import java.time.Duration;

/**
 * What a parser may use.
 *
 * @param instances how many texts are parsed at once; each instance has a memory
 * @param maxMemoryPages how large the memory of an instance may become, in pages of 64 KiB; about
 *     530 of them are the parser's C stack and take up heap only as far as they are used
 * @param maxTextBytes the longest text, in bytes of UTF-8
 * @param patience how long a text waits for a free instance
 * @param budget how long the parsing of a text may last
 */
public record ParserLimits(
        int instances, int maxMemoryPages, int maxTextBytes, Duration patience, Duration budget) {

    /** One instance for each processor, 160 MiB for each at most, 1 MiB of text, 5 s and 5 s. */
    public static final ParserLimits DEFAULT =
            new ParserLimits(
                    Runtime.getRuntime().availableProcessors(),
                    2560,
                    1 << 20,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

    public ParserLimits {
        requirePositive("instances", instances);
        requirePositive("maxMemoryPages", maxMemoryPages);
        requirePositive("maxTextBytes", maxTextBytes);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience is negative");
        }
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("budget is not positive");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }

    public ParserLimits withInstances(int other) {
        return new ParserLimits(other, maxMemoryPages, maxTextBytes, patience, budget);
    }

    public ParserLimits withMaxMemoryPages(int other) {
        return new ParserLimits(instances, other, maxTextBytes, patience, budget);
    }

    public ParserLimits withMaxTextBytes(int other) {
        return new ParserLimits(instances, maxMemoryPages, other, patience, budget);
    }

    public ParserLimits withPatience(Duration other) {
        return new ParserLimits(instances, maxMemoryPages, maxTextBytes, other, budget);
    }

    public ParserLimits withBudget(Duration other) {
        return new ParserLimits(instances, maxMemoryPages, maxTextBytes, patience, other);
    }
}
