package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that end other parsers, and with them their process. */
class HostileTextTest {
    private static final int[] LEVELS = {30, 300, 3_000, 30_000};
    private static final ParserLimits LIMITS =
            ParserLimits.DEFAULT.withInstances(1).withBudget(Duration.ofSeconds(2));
    private static final PostgresParsers PARSERS = PostgresParsers.open(LIMITS);
    private static final PostgresParser PARSER = PARSERS.of(GrammarVersion.POSTGRESQL_18);

    private static final Set<Shape> TOO_DEEP =
            EnumSet.of(
                    Shape.PARENTHESES,
                    Shape.SCALAR_SUBQUERIES,
                    Shape.CASES,
                    Shape.ARRAYS,
                    Shape.NESTED_UNIONS);

    @AfterAll
    static void close() {
        PARSERS.close();
    }

    /** Ways to nest or to repeat: what goes before, the middle, and what goes after. */
    enum Shape {
        PARENTHESES("SELECT ", "(", "1", ")"),
        SCALAR_SUBQUERIES("SELECT ", "(SELECT ", "1", ")"),
        DERIVED_TABLES("SELECT * FROM ", "(SELECT * FROM ", "t", ") x"),
        WITH_QUERIES("", "WITH a AS (", "SELECT 1", ") SELECT 1"),
        CASES("SELECT ", "CASE WHEN true THEN ", "1", " END"),
        NOTS("SELECT ", "NOT ", "true", ""),
        MINUSES("SELECT ", "- ", "1", ""),
        ARRAYS("SELECT ", "ARRAY[", "1", "]"),
        ROWS("SELECT ", "ROW(", "1", ")"),
        CALLS("SELECT ", "f(", "1", ")"),
        CASTS("SELECT ", "", "1", "::int"),
        CAST_CALLS("SELECT ", "CAST(", "1", " AS int)"),
        SUBSCRIPTS("SELECT ", "", "a", "[1]"),
        COLLATIONS("SELECT ", "", "a", " COLLATE \"C\""),
        SUMS("SELECT ", "", "1", "+1"),
        CONCATENATIONS("SELECT ", "1||(", "1", ")"),
        ANDS("SELECT ", "", "true", " AND true"),
        LISTS("SELECT 1 IN (", "1,", "1", ""),
        JOINS("SELECT * FROM ", "", "t", " JOIN t ON true"),
        NESTED_JOINS("SELECT * FROM ", "(t JOIN ", "t", " ON true)"),
        UNIONS("", "", "SELECT 1", " UNION SELECT 1"),
        NESTED_UNIONS("", "(SELECT 1 UNION ", "SELECT 1", ")"),
        EXISTENCES("SELECT 1 WHERE ", "EXISTS (SELECT 1 WHERE ", "true", ")"),
        STATEMENTS("", "", "SELECT 1", ";SELECT 1"),
        COMMENTS("SELECT ", "/*", "", "*/"),
        OPEN_PARENTHESES("SELECT ", "(", "", ""),
        CLOSED_PARENTHESES("SELECT 1", "", "", ")"),
        DOLLARS("SELECT ", "$a", "", ""),
        QUOTES("SELECT ", "'", "", ""),
        DOTS("SELECT a", ".a", "", "");

        private final String before;
        private final String open;
        private final String middle;
        private final String close;

        Shape(String before, String open, String middle, String close) {
            this.before = before;
            this.open = open;
            this.middle = middle;
            this.close = close;
        }

        byte[] text(int levels) {
            String sql = before + open.repeat(levels) + middle + close.repeat(levels);
            return sql.getBytes(UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyShapeEndsInATreeOrAnErrorAndTheNextTextIsParsed(Shape shape) {
        for (int levels : LEVELS) {
            byte[] text = shape.text(levels);
            long start = System.nanoTime();
            Throwable thrown = catchThrowable(() -> PARSER.parse(text));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            requireVerdict(thrown);
            assertThat(took).isLessThan(LIMITS.budget().plusSeconds(2));
            assertThat(PARSER.parse("SELECT 1".getBytes(UTF_8))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyShapeEndsInTokensOrAnError(Shape shape) {
        Throwable thrown = catchThrowable(() -> PARSER.scan(shape.text(3_000)));

        requireVerdict(thrown);
        assertThat(PARSER.scan("SELECT 1".getBytes(UTF_8))).hasSize(2);
    }

    private static void requireVerdict(Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case SqlSyntaxException e -> assertThat(e.getMessage()).isNotEmpty();
            case SqlTooComplexException e -> assertThat(e.reason()).isNotNull();
            default -> fail("neither a tree nor a verdict", thrown);
        }
    }

    @ParameterizedTest
    @CsvSource({"PARENTHESES, 3000", "SCALAR_SUBQUERIES, 300", "CASES, 300", "WITH_QUERIES, 300"})
    void whatPeopleMightWriteIsStillATree(Shape shape, int levels) {
        assertThat(PARSER.parse(shape.text(levels))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(GrammarVersion.class)
    void nestingThatIsTooDeepSaysSo(GrammarVersion version) {
        PostgresParser parser = PARSERS.of(version);
        for (Shape shape : TOO_DEEP) {
            assertThat(catchThrowable(() -> parser.parse(shape.text(30_000))))
                    .as(shape.name())
                    .isInstanceOfSatisfying(
                            SqlTooComplexException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(SqlTooComplexException.Reason.NESTING));
            assertThat(parser.parse("SELECT 1".getBytes(UTF_8))).isNotEmpty();
        }
    }

    @Test
    void depthIsTheSameForCallersOnVirtualThreads() throws InterruptedException {
        byte[] text = Shape.SCALAR_SUBQUERIES.text(1_000);
        byte[] expected = PARSER.parse(text);
        byte[][] seen = new byte[1][];

        Thread.ofVirtual().start(() -> seen[0] = PARSER.parse(text)).join();

        assertThat(seen[0]).isEqualTo(expected);
    }

    @Test
    void aTextThatTakesTooMuchMemorySaysSo() {
        ParserLimits small = LIMITS.withMaxMemoryPages(650).withBudget(Duration.ofMinutes(1));
        try (PostgresParsers parsers = PostgresParsers.open(small)) {
            PostgresParser parser = parsers.of(GrammarVersion.POSTGRESQL_18);
            assertThat(catchThrowable(() -> parser.parse(Shape.SUMS.text(30_000))))
                    .isInstanceOfSatisfying(
                            SqlTooComplexException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(SqlTooComplexException.Reason.MEMORY));
            assertThat(parser.parse("SELECT 1".getBytes(UTF_8))).isNotEmpty();
        }
    }
}
