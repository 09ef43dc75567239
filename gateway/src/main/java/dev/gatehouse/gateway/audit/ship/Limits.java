package dev.gatehouse.gateway.audit.ship;

/**
 * How much is sent at once, and so how much is in memory.
 *
 * @param records at least 1
 * @param bytes of the records' lines, at least 1; a single record may have more
 */
public record Limits(int records, long bytes) {

    public Limits {
        if (records < 1 || bytes < 1) {
            throw new IllegalArgumentException("a batch holds at least one record");
        }
    }
}
