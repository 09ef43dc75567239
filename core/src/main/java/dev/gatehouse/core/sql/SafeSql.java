package dev.gatehouse.core.sql;

import dev.gatehouse.core.refusal.Place;
import java.util.function.IntFunction;

/**
 * One statement that a dialect has proven safe to run; the only thing that an engine accepts. Only
 * dialects make one, which the architecture test holds them to.
 */
public final class SafeSql {

    private final String text;
    private final StatementKind kind;
    private final IntFunction<Place> places;

    private SafeSql(String text, StatementKind kind, IntFunction<Place> places) {
        this.text = text;
        this.kind = kind;
        this.places = places;
    }

    /**
     * States that {@code text} was proven.
     *
     * @param places finds the caller's place for an offset into {@code text}, in UTF-16 units
     */
    public static SafeSql proven(String text, StatementKind kind, IntFunction<Place> places) {
        return new SafeSql(text, kind, places);
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

    @Override
    public String toString() {
        return text;
    }
}
