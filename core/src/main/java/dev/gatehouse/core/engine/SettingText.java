package dev.gatehouse.core.engine;

import dev.gatehouse.core.ask.Attribute;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as the text of a setting: a text as it is, a number in plain digits, {@code true} or
 * {@code false}, and a list as PostgreSQL writes an array, with every text in quotes: {@code
 * {"a","b,c","say \"so\""}}, {@code {1,2}}, {@code {}}. No two lists of texts have the same text.
 */
final class SettingText {

    /** Bytes in UTF-8; a caller with more is a mistake. */
    private static final int LONGEST = 8 * 1024;

    private static final int MOST_DIGITS = 1_000;

    private SettingText() {}

    /** The text; empty when there is none, or when the database could not tell it from others. */
    static Optional<String> of(@Nullable Attribute attribute) {
        return switch (attribute) {
            case null -> Optional.empty();
            case Attribute.Single single -> plain(single).filter(SettingText::isSound);
            case Attribute.Many(List<Attribute.Single> members) ->
                    array(members).filter(SettingText::isSound);
        };
    }

    private static Optional<String> plain(Attribute.Single single) {
        return switch (single) {
            case Attribute.Text(String text) -> Optional.of(text);
            case Attribute.Numeric(BigDecimal number) -> digits(number);
            case Attribute.Truth(boolean truth) -> Optional.of(Boolean.toString(truth));
        };
    }

    private static Optional<String> digits(BigDecimal number) {
        long digits = Math.abs((long) number.scale()) + number.precision();
        return digits > MOST_DIGITS ? Optional.empty() : Optional.of(number.toPlainString());
    }

    private static Optional<String> array(List<Attribute.Single> members) {
        List<String> texts = members.stream().flatMap(SettingText::member).toList();
        return texts.size() < members.size()
                ? Optional.empty()
                : Optional.of(texts.stream().collect(Collectors.joining(",", "{", "}")));
    }

    private static Stream<String> member(Attribute.Single single) {
        return switch (single) {
            case Attribute.Text(String text) -> Stream.of(quoted(text));
            case Attribute.Numeric _, Attribute.Truth _ -> plain(single).stream();
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether the text reaches the database as it is: no NUL, no half of a character. */
    private static boolean isSound(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST
                && text.indexOf('\0') < 0
                && text.equals(new String(bytes, StandardCharsets.UTF_8));
    }
}
