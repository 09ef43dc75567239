package dev.gatehouse.gateway.settings;

import java.util.function.Supplier;

/**
 * A text that must not be shown. What it refers to is read at each use, so that a secret that is
 * exchanged at its source is used from then on.
 */
public final class Secret {

    /** No secret at all. */
    public static final Secret NONE = new Secret(() -> "");

    private final Supplier<String> source;

    private Secret(Supplier<String> source) {
        this.source = source;
    }

    static Secret from(Supplier<String> source) {
        return new Secret(source);
    }

    /** Whether there is a secret. */
    public boolean isPresent() {
        return this != NONE;
    }

    /**
     * The text, as it is now; empty for {@link #NONE}.
     *
     * @throws SecretUnavailable when what it refers to cannot be read any more
     */
    public String reveal() {
        return source.get();
    }

    /** Never the text. */
    @Override
    public String toString() {
        return isPresent() ? "[secret]" : "[none]";
    }
}
