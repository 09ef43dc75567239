package dev.gatehouse.core.search;

/**
 * Where a word stands, and what it weighs there, packed into one number: there are a million of
 * them in a large schema. They sort by table, then by place.
 */
final class Posting {

    /** The name, the schema and the comment of a table; the columns follow. */
    static final int TABLE = 0;

    private static final float SCALE = 1000;
    private static final int PLACE_BITS = 16;
    private static final long LOW = 0xFFFF;

    private Posting() {}

    /**
     * @param table its number
     * @param place {@link #TABLE}, or the number of a column from 1
     * @param weight from 0 to 65
     */
    static long of(int table, int place, float weight) {
        long low = Math.clamp((long) (weight * SCALE), 0, LOW);
        return (long) table << (2 * PLACE_BITS) | (place & LOW) << PLACE_BITS | low;
    }

    static int table(long posting) {
        return (int) (posting >>> (2 * PLACE_BITS));
    }

    static int place(long posting) {
        return (int) (posting >>> PLACE_BITS & LOW);
    }

    static float weight(long posting) {
        return (posting & LOW) / SCALE;
    }
}
