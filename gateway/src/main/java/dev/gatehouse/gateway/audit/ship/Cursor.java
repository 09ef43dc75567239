package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.trail.Link;

/**
 * How far a trail was shipped.
 *
 * @param trail the identity of the trail: the beginning of the hash of its first record; empty
 *     while none was shipped
 * @param last the last record that a receiver has taken
 * @param first the number of the first record in that one's file
 * @param offset of that one in its file
 */
record Cursor(String trail, Link last, long first, long offset) {

    /** Before everything. */
    static final Cursor START = new Cursor("", Link.START, 0, 0);

    /** Enough of a hash that no two trails have the same. */
    private static final int DIGITS = 32;

    /** The identity of a trail that begins with a record. */
    static String identity(Link begin) {
        return begin.hash().substring(0, DIGITS);
    }

    /** The number of the last record that was taken. */
    long seq() {
        return last.seq();
    }
}
