package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import dev.gatehouse.postgres.parser.wasm.ParseOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * PostgreSQL's raw parser of one major version. Thread-safe.
 *
 * <p>Hostile text ends in an exception within {@link ParserLimits#budget}; whatever happens to one
 * text, the next finds a healthy parser.
 */
public final class PostgresParser {
    // libpg_query gives no code for these two; the words are Bison's and PostgreSQL's own.
    private static final String PARSER_STACK_EXHAUSTED = "memory exhausted";
    private static final String OUT_OF_MEMORY = "out of memory";

    private final ParserPool pool;
    private final ParserPool scanners;
    private final ParserLimits limits;

    /**
     * @param pool the instances of this version
     * @param scanners instances that can scan, of whatever version
     */
    PostgresParser(ParserPool pool, ParserPool scanners, ParserLimits limits) {
        this.pool = pool;
        this.scanners = scanners;
        this.limits = limits;
    }

    /** Loads the grammar and makes an instance, so that the first text does not wait for that. */
    public void warmUp() {
        parse("SELECT 1".getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Parses a text of any number of statements.
     *
     * @param utf8 the text
     * @return the tree as JSON in UTF-8, exactly as libpg_query writes it
     * @throws SqlSyntaxException when PostgreSQL does not accept the text
     * @throws SqlTextException when the bytes are no text for PostgreSQL
     * @throws SqlTooComplexException when a limit ends the parse
     * @throws ParserOverloadedException when no instance becomes free
     */
    public byte[] parse(byte[] utf8) {
        SqlText.check(utf8, limits.maxTextBytes());
        return switch (pool.run(utf8, GrammarInstance::parse)) {
            case ParseOutcome.Tree tree -> tree.json();
            case ParseOutcome.Rejection rejection -> throw rejected(utf8, rejection);
        };
    }

    /**
     * Splits a text into tokens, comments among them.
     *
     * @param utf8 the text
     * @throws SqlSyntaxException when a token is not complete or not possible
     * @throws SqlTextException when the bytes are no text for PostgreSQL
     * @throws SqlTooComplexException when a limit ends the scan
     * @throws ParserOverloadedException when no instance becomes free
     */
    public List<Token> scan(byte[] utf8) {
        SqlText.check(utf8, limits.maxTextBytes());
        if (utf8.length == 0) {
            return List.of();
        }
        byte[] answer = scanners.run(utf8, GrammarInstance::scan);
        if (answer.length > 0 && answer[0] == '{') {
            return TokenReader.read(answer, utf8);
        }
        throw unscannable(utf8, new String(answer, StandardCharsets.UTF_8));
    }

    /** The scanner does not say where its error is; the parser, which scans too, does. */
    private ParserException unscannable(byte[] utf8, String message) {
        return switch (pool.run(utf8, GrammarInstance::parse)) {
            case ParseOutcome.Rejection rejection -> rejected(utf8, rejection);
            case ParseOutcome.Tree _ -> new SqlSyntaxException(message, -1);
        };
    }

    private static ParserException rejected(byte[] utf8, ParseOutcome.Rejection rejection) {
        String message = rejection.message();
        if (message.startsWith(PARSER_STACK_EXHAUSTED)) {
            return new SqlTooComplexException(SqlTooComplexException.Reason.NESTING);
        } else if (message.equals(OUT_OF_MEMORY)) {
            return new SqlTooComplexException(SqlTooComplexException.Reason.MEMORY);
        }
        return new SqlSyntaxException(message, SqlText.byteOffset(utf8, rejection.cursor()));
    }
}
