package dev.gatehouse.postgres.parser;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the JSON in which the module's scanner answers, and holds it against the text: between
 * tokens there is white space only. An answer that leaves something out is a fault, never a shorter
 * text.
 */
final class TokenReader {
    /** The module writes control characters of the text into its JSON as they are. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private TokenReader() {}

    static List<Token> read(byte[] json, byte[] utf8) {
        List<Token> tokens = tokens(json);
        requireCovered(utf8, tokens);
        return List.copyOf(tokens);
    }

    private static List<Token> tokens(byte[] json) {
        List<Token> tokens = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        tokens.add(token(parser));
                    }
                }
            }
            return tokens;
        } catch (JacksonException e) {
            throw new ParserFaultException("the scanner's answer cannot be read", e);
        }
    }

    private static void requireCovered(byte[] utf8, List<Token> tokens) {
        int covered = 0;
        for (Token token : tokens) {
            requireWhiteSpace(utf8, covered, token.start());
            covered = token.end();
        }
        requireWhiteSpace(utf8, covered, utf8.length);
    }

    private static void requireWhiteSpace(byte[] utf8, int from, int to) {
        boolean ordered = 0 <= from && from <= to && to <= utf8.length;
        for (int i = from; ordered && i < to; i++) {
            ordered = isWhiteSpace(utf8[i]);
        }
        if (!ordered) {
            throw new ParserFaultException("the scanner has left out a part of the text", null);
        }
    }

    /** Source: {@code space} in PostgreSQL's {@code scan.l}. */
    private static boolean isWhiteSpace(byte unit) {
        return switch (unit) {
            case ' ', '\t', '\n', '\r', '\f', 0x0B -> true;
            default -> false;
        };
    }

    private static Token token(JsonParser parser) {
        int start = 0;
        int end = 0;
        int kind = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "start" -> start = parser.getIntValue();
                case "end" -> end = parser.getIntValue();
                case "tokenType" -> kind = parser.getIntValue();
                default -> parser.skipChildren();
            }
        }
        return new Token(start, end, kind);
    }
}
