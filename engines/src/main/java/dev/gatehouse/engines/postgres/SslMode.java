package dev.gatehouse.engines.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a connection is encrypted, and how sure we are of who is at the other end; PostgreSQL's
 * {@code sslmode} (documentation of libpq, "SSL Mode Descriptions").
 */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** The mode as settings and URLs write it, such as {@code verify-full}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Every {@link #word}. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SslMode::word).toList();
    }

    /** The mode that a word names. */
    public static Optional<SslMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
