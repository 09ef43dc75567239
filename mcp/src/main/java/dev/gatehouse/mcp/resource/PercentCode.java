package dev.gatehouse.mcp.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of UTF-8 (RFC 3986, section 2.1). */
final class PercentCode {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCode() {}

    /** {@code text} with everything encoded that is not unreserved. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /**
     * What {@code text} stands for; empty when it does not decode to UTF-8. Characters beyond ASCII
     * stand for themselves, because many clients leave them as they are.
     */
    static Optional<String> decode(String text) {
        var octets = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(UTF_8);
        for (int at = 0; at < encoded.length; at++) {
            if (encoded[at] != '%') {
                octets.write(encoded[at]);
            } else if (isEscape(encoded, at)) {
                octets.write(
                        HexFormat.fromHexDigit(encoded[at + 1]) << 4
                                | HexFormat.fromHexDigit(encoded[at + 2]));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        return utf8(octets.toByteArray());
    }

    private static boolean isEscape(byte[] text, int at) {
        return at + 2 < text.length
                && HexFormat.isHexDigit(text[at + 1])
                && HexFormat.isHexDigit(text[at + 2]);
    }

    private static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
