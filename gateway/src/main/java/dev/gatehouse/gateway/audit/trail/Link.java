package dev.gatehouse.gateway.audit.trail;

/**
 * A record as the next one names it.
 *
 * @param seq its number; the first is 1
 * @param hash SHA-256 of its line, without the line end
 */
public record Link(long seq, String hash) {

    /** What the first record names: there is none before it. */
    public static final Link START = new Link(0, "0".repeat(Sha256.DIGITS));
}
