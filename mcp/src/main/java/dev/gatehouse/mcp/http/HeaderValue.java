package dev.gatehouse.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values of headers that repeat what stands in a body (MCP 2026-07-28, value encoding). */
final class HeaderValue {

    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    /** RFC 9110, section 5.5, without what is obsolete. */
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E\\t]*");

    private HeaderValue() {}

    /** What a value means; empty when it is not well formed. */
    static Optional<String> decode(String value) {
        if (!PLAIN.matcher(value).matches()) {
            return Optional.empty();
        }
        boolean encoded =
                value.length() >= BEGIN.length() + END.length()
                        && value.startsWith(BEGIN)
                        && value.endsWith(END);
        return encoded
                ? base64(value.substring(BEGIN.length(), value.length() - END.length()))
                : Optional.of(value);
    }

    /** Only the canonical form: whoever stands between must not read something else from it. */
    private static Optional<String> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            boolean canonical = Base64.getEncoder().encodeToString(bytes).equals(text);
            return canonical
                    ? Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
