package dev.gatehouse.gateway.audit.trail;

/**
 * Bytes behind a record that are none themselves: what a crash, or a full disk, left of some. The
 * next record tells of them, so that nothing can be put there later.
 *
 * @param bytes how many, with every line end; 0 when there are none
 * @param hash SHA-256 of them; empty when there are none
 */
public record Torn(long bytes, String hash) {

    /** There are none. */
    public static final Torn NONE = new Torn(0, "");
}
