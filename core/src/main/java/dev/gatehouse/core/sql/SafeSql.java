package dev.gatehouse.core.sql;

import dev.gatehouse.core.refusal.Place;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * One statement that a dialect has proven safe to run; the only thing that an engine accepts. Only
 * dialects make one, which the architecture test holds them to.
 */
public final class SafeSql {

    private final String text;
    private final StatementKind kind;
    private final IntFunction<Place> places;
    private final IntPredicate written;

    private SafeSql(
            String text, StatementKind kind, IntFunction<Place> places, IntPredicate written) {
        this.text = text;
        this.kind = kind;
        this.places = places;
        this.written = written;
    }

    /**
     * States that {@code text} was proven.
     *
     * @param places finds the caller's place for an offset into {@code text}, in UTF-16 units
     * @param written whether what stands at an offset was written by the dialect, not the caller
     */
    public static SafeSql proven(
            String text, StatementKind kind, IntFunction<Place> places, IntPredicate written) {
        return new SafeSql(text, kind, places, written);
    }

    /** The statement, exactly as it is to be sent. */
    public String text() {
        return text;
    }

    public StatementKind kind() {
        return kind;
    }

    /** The place in the caller's own text that an offset into {@link #text} came from. */
    public Place placeOf(int offset) {
        return places.apply(offset);
    }

    /**
     * Whether what stands at an offset into {@link #text} is not the caller's, and may name what
     * the caller must not know of.
     */
    public boolean isWritten(int offset) {
        return written.test(offset);
    }

    @Override
    public String toString() {
        return text;
    }
}
