package dev.gatehouse.postgres.guard;

import java.util.List;

/** Decisions that bytes make, one after the other; when there are no more, each is the first. */
final class Choices {

    private final byte[] bytes;
    private int at;

    Choices(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** From 0 to {@code most}, without that. */
    int below(int most) {
        return at < bytes.length ? Math.floorMod(bytes[at++], most) : 0;
    }

    /** True once in so many times, and never when there are no more bytes. */
    boolean once(int in) {
        return below(in) == in - 1;
    }

    <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[below(values.length)];
    }

    boolean isOver() {
        return at >= bytes.length;
    }
}
