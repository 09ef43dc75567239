package dev.gatehouse.core.ask;

/**
 * How much one caller may ask of one database.
 *
 * @param concurrent the most asks at a time
 * @param rate the most statements in a minute and in an hour
 */
public record Pace(int concurrent, Rate rate) {

    /** As much as it likes. */
    public static final Pace NONE = new Pace(Integer.MAX_VALUE, Rate.NONE);

    public Pace {
        if (concurrent < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** So many at a time, and no other limit. */
    public static Pace ofConcurrent(int most) {
        return new Pace(most, Rate.NONE);
    }

    /** So many statements in a time, and no other limit. */
    public static Pace of(Rate rate) {
        return new Pace(Integer.MAX_VALUE, rate);
    }

    /** What both allow. */
    Pace lowest(Pace other) {
        return new Pace(Math.min(concurrent, other.concurrent), rate.lowest(other.rate));
    }

    /** What at least one of both allows. */
    Pace highest(Pace other) {
        return new Pace(Math.max(concurrent, other.concurrent), rate.highest(other.rate));
    }
}
