package dev.gatehouse.gateway.audit.trail;

import java.nio.file.Path;
import java.util.Optional;

/** A line of a trail, or a part of one that is longer than any record. */
public final class Line {

    private final Path file;
    private final long number;
    private final long offset;
    private final byte[] bytes;
    private final boolean begins;
    private final boolean ends;

    /**
     * @param number of the line in its file; the first is 1
     * @param offset of its first byte in the file
     * @param bytes without the line end; they change no more
     * @param begins whether these bytes are the beginning of the line
     * @param ends whether the line end follows
     */
    Line(Path file, long number, long offset, byte[] bytes, boolean begins, boolean ends) {
        this.file = file;
        this.number = number;
        this.offset = offset;
        this.bytes = bytes;
        this.begins = begins;
        this.ends = ends;
    }

    /** Where it stands. */
    public Path file() {
        return file;
    }

    /** Its number in its file; the first is 1. */
    public long number() {
        return number;
    }

    /** Where its first byte stands in its file. */
    public long offset() {
        return offset;
    }

    /** It without its end; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the line end follows. */
    public boolean ends() {
        return ends;
    }

    /** What it says of its place in the chain; empty when it is no whole record. */
    public Optional<Claim> claim() {
        return begins ? Claim.of(bytes) : Optional.empty();
    }

    /** It as the next record names it; empty when it is no whole record. */
    public Optional<Link> link() {
        return claim().map(claim -> new Link(claim.seq(), Sha256.hex(bytes)));
    }

    /** Where the next one begins. */
    public long end() {
        return offset + bytes.length + (ends ? 1 : 0);
    }
}
