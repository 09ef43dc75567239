package dev.gatehouse.gateway.tools;

/**
 * How a caller can come by more of a result.
 *
 * @param wanted the most rows that it wanted itself
 * @param cursor with which it can go on; empty when there is none
 */
record Sequel(int wanted, String cursor) {

    /** Somebody who took what there was, and cannot go on. */
    static final Sequel NONE = new Sequel(Integer.MAX_VALUE, "");

    boolean goesOn() {
        return !cursor.isEmpty();
    }
}
