package dev.gatehouse.core.ask;

/**
 * How much one caller may ask of one database.
 *
 * @param concurrent the most asks at a time
 * @param perMinute the most statements in a minute
 * @param perHour the most statements in an hour
 */
public record Pace(int concurrent, int perMinute, int perHour) {

    /** As much as it likes. */
    public static final Pace NONE =
            new Pace(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Pace {
        if (concurrent < 1 || perMinute < 1 || perHour < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** So many at a time, and no other limit. */
    public static Pace ofConcurrent(int most) {
        return new Pace(most, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** No more than so many in an hour. */
    public static Pace ofHour(int most) {
        return new Pace(Integer.MAX_VALUE, Integer.MAX_VALUE, most);
    }

    /** What both allow. */
    Pace lowest(Pace other) {
        return new Pace(
                Math.min(concurrent, other.concurrent),
                Math.min(perMinute, other.perMinute),
                Math.min(perHour, other.perHour));
    }

    /** What at least one of both allows. */
    Pace highest(Pace other) {
        return new Pace(
                Math.max(concurrent, other.concurrent),
                Math.max(perMinute, other.perMinute),
                Math.max(perHour, other.perHour));
    }
}
