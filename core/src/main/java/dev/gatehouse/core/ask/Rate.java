package dev.gatehouse.core.ask;

/**
 * How many statements may be run in a time.
 *
 * @param perMinute the most in a minute; {@link Integer#MAX_VALUE}: no limit
 * @param perHour the most in an hour; {@link Integer#MAX_VALUE}: no limit
 */
public record Rate(int perMinute, int perHour) {

    /** As many as one likes. */
    public static final Rate NONE = new Rate(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Rate {
        if (perMinute < 1 || perHour < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** No more than so many in a minute. */
    public static Rate ofMinute(int most) {
        return new Rate(most, Integer.MAX_VALUE);
    }

    /** No more than so many in an hour. */
    public static Rate ofHour(int most) {
        return new Rate(Integer.MAX_VALUE, most);
    }

    /** What both allow. */
    public Rate lowest(Rate other) {
        return new Rate(Math.min(perMinute, other.perMinute), Math.min(perHour, other.perHour));
    }

    /** What at least one of both allows. */
    Rate highest(Rate other) {
        return new Rate(Math.max(perMinute, other.perMinute), Math.max(perHour, other.perHour));
    }
}
