package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.postgres.parser.Token;
import java.nio.charset.StandardCharsets;

/** Any bytes whatever as a text of which tokens, names and places are asked. */
public final class ScanFuzz {

    private static final Grammar GRAMMAR = new Grammar(GuardFixture.parser(GuardFixture.NEWEST));

    private ScanFuzz() {}

    /** One text. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        checkTokens(text);
        checkSource(new Source(utf8, utf8), utf8.length);
        checkSplice(new Source(utf8, utf8), utf8.length);
    }

    private static void checkTokens(String text) {
        int end = 0;
        try {
            for (Token token : GRAMMAR.tokens(text)) {
                require(token.start() >= end && token.end() > token.start(), text);
                end = token.end();
            }
        } catch (Refused _) {
            return;
        }
        require(end <= text.getBytes(StandardCharsets.UTF_8).length, text);
    }

    private static void checkSource(Source source, int length) {
        for (int at = 0; at <= length; at += 1 + length / 100) {
            int name = source.endOfName(at, 1 + at % 3);
            require(name == -1 || (name > at && name <= length), "name at " + at);
            int qualifier = source.endOfQualifier(at);
            require(qualifier == -1 || (qualifier > at && qualifier <= length), "dot at " + at);
            require(source.endOfStar(at) >= at && source.endOfStar(at) <= length, "star at " + at);
            int word = source.startOfWordBefore(at, "table");
            require(word <= at, "word before " + at);
            require(source.startOfParentheses(at) <= at, "parentheses before " + at);
            require(source.place(at).known(), "place of " + at);
        }
    }

    private static void checkSplice(Source source, int length) {
        Splice splice = new Splice();
        splice.replace(length / 3, length / 2, "\u00e4\ud83d\ude00");
        splice.replace(length / 2, length / 2, "");
        Splice.Spliced spliced = splice.of(source, 0, length);
        for (int at = -1; at <= spliced.text().length() + 1; at += 1 + length / 100) {
            require(spliced.placeOf(at).known(), "spliced place of " + at);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
