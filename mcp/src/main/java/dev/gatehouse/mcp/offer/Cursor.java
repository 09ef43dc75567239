package dev.gatehouse.mcp.offer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list that is ordered by name: behind {@code name}. It stays good when the list
 * changes between two pages, and tells only a name that its reader has seen.
 *
 * @param name the last name of the page before; empty at the beginning
 */
public record Cursor(String name) {

    /** The beginning of every list. */
    public static final Cursor START = new Cursor("");

    private static final String MARK = "after:";
    private static final int LONGEST = 4_000;

    /** The cursor that a client gave back; empty when we never gave such a one. */
    public static Optional<Cursor> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            return plain.startsWith(MARK)
                    ? Optional.of(new Cursor(plain.substring(MARK.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The cursor as clients get it: opaque to them. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + name).getBytes(UTF_8));
    }
}
