package dev.gatehouse.postgres.guard;

import dev.gatehouse.postgres.parser.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement without its constants, for records: each text and number is a question mark, each
 * comment a space. Names stay, and so do parameters, TRUE, FALSE and NULL.
 */
final class Constants {

    /** How a token begins that is a text, a bit string or a number; no other one does. */
    private static final Pattern CONSTANT =
            Pattern.compile("(?is)([ebx]|u&)?'.*|\\$([^0-9].*)?|\\.?[0-9].*");

    private Constants() {}

    static String replaced(byte[] text, List<Token> tokens) {
        var kept = new StringBuilder();
        int from = 0;
        for (Token token : tokens) {
            kept.append(slice(text, from, token.start()));
            String word = slice(text, token.start(), token.end());
            if (token.comment()) {
                kept.append(' ');
            } else {
                kept.append(CONSTANT.matcher(word).matches() ? "?" : word);
            }
            from = token.end();
        }
        return kept.append(slice(text, from, text.length)).toString();
    }

    private static String slice(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
