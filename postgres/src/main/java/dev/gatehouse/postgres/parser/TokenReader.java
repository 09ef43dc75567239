package dev.gatehouse.postgres.parser;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON in which the module's scanner answers. */
final class TokenReader {
    private static final JsonFactory JSON = new JsonFactory();

    private TokenReader() {}

    static List<Token> read(byte[] json) {
        List<Token> tokens = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        tokens.add(token(parser));
                    }
                }
            }
        }
        return List.copyOf(tokens);
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
