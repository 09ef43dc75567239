package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.postgres.parser.ParserException;
import dev.gatehouse.postgres.parser.ParserFaultException;
import dev.gatehouse.postgres.parser.ParserInterruptedException;
import dev.gatehouse.postgres.parser.ParserOverloadedException;
import dev.gatehouse.postgres.parser.PostgresParser;
import dev.gatehouse.postgres.parser.SqlSyntaxException;
import dev.gatehouse.postgres.parser.SqlTextException;
import dev.gatehouse.postgres.parser.SqlTooComplexException;
import dev.gatehouse.postgres.parser.Token;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * PostgreSQL's own grammar of one major version: what is not exactly one statement of it does not
 * get past here.
 */
final class Grammar {

    /** Nesting of the tree's JSON; a node of the tree takes up to three levels. */
    private static final int MAX_NESTING = 1500;

    private static final ObjectReader JSON = reader();

    private final PostgresParser parser;

    Grammar(PostgresParser parser) {
        this.parser = parser;
    }

    private static ObjectReader reader() {
        var limits = StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build();
        var factory = JsonFactory.builder().streamReadConstraints(limits).build();
        return JsonMapper.builder(factory).build().readerFor(JsonNode.class);
    }

    /** A document of the database's, nested no deeper than a tree of its parser. */
    static JsonNode json(String text) {
        return JSON.readValue(text);
    }

    /** Reads the caller's text. */
    Parsed parse(String sql) {
        byte[] original = utf8(sql);
        Source source = new Source(original, original);
        try {
            source = new Source(original, withoutComments(parser, sql, original));
            return one(source, tree(source.bytes()));
        } catch (ParserException e) {
            throw refused(e, source);
        }
    }

    /** The tokens of a text, comments among them. */
    List<Token> tokens(String sql) {
        byte[] text = utf8(sql);
        try {
            return parser.scan(text);
        } catch (ParserException e) {
            throw refused(e, new Source(text, text));
        }
    }

    /** Reads a text of ours; what cannot be read was not written as intended. */
    JsonNode reparse(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        try {
            return one(new Source(bytes, bytes), tree(bytes)).tree();
        } catch (SqlSyntaxException e) {
            throw Proof.failed();
        } catch (ParserException e) {
            throw refused(e, new Source(bytes, bytes));
        }
    }

    private static byte[] utf8(String sql) {
        if (sql.indexOf('\0') >= 0) {
            throw notText("a NUL character", Place.at(sql, sql.indexOf('\0')));
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(sql));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw notText("half of a surrogate pair", Place.UNKNOWN);
        }
    }

    private static Refused notText(String what, Place place) {
        return new Refused(
                Code.SYNTAX_ERROR,
                "the text contains " + what,
                "Send the statement as plain Unicode text",
                place);
    }

    /** Overwrites comments with spaces, so that no offset moves and no hint reaches the planner. */
    static byte[] withoutComments(PostgresParser parser, String sql, byte[] original) {
        if (!sql.contains("--") && !sql.contains("/*")) {
            return original;
        }
        byte[] blanked = original.clone();
        for (Token token : parser.scan(original)) {
            if (token.comment()) {
                Arrays.fill(blanked, token.start(), token.end(), (byte) ' ');
            }
        }
        return blanked;
    }

    private JsonNode tree(byte[] text) {
        try {
            return JSON.readValue(parser.parse(text));
        } catch (JacksonException e) {
            throw Refusals.tooDeep();
        }
    }

    private static Parsed one(Source source, JsonNode root) {
        List<JsonNode> statements = root.path("stmts").valueStream().toList();
        if (statements.size() != 1) {
            throw new Refused(
                    Code.NOT_ONE_STATEMENT,
                    statements.isEmpty()
                            ? "there is no statement"
                            : "there are " + statements.size() + " statements",
                    "Send exactly one statement in a call");
        }
        JsonNode raw = statements.getFirst();
        JsonNode tree = raw.path("stmt");
        int from = raw.path("stmt_location").asInt(0);
        int length = raw.path("stmt_len").asInt(0);
        Tree.Node statement = Tree.node(tree).orElseThrow(Proof::failed);
        int to = length == 0 ? source.length() : from + length;
        return new Parsed(source, tree, statement, from, to);
    }

    private static Refused refused(ParserException e, Source source) {
        return switch (e) {
            case SqlSyntaxException syntax ->
                    new Refused(
                            Code.SYNTAX_ERROR,
                            String.valueOf(syntax.getMessage()),
                            "The statement is read by PostgreSQL's own grammar",
                            source.place(syntax.offset()));
            case SqlTextException text when text.reason() == SqlTextException.Reason.TOO_LONG ->
                    Refusals.tooLong();
            case SqlTextException text -> notText(String.valueOf(text.getMessage()), Place.UNKNOWN);
            case SqlTooComplexException _ -> Refusals.tooDeep();
            case ParserOverloadedException _ ->
                    new Refused(Code.BUSY, "too many statements are being read", "Try again");
            case ParserInterruptedException _ ->
                    new Refused(Code.CANCELLED, "the call was cancelled", "");
            case ParserFaultException fault -> throw new IllegalStateException("the parser", fault);
        };
    }
}
