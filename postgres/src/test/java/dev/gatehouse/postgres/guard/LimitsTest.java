package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Purpose;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are too much end in a refusal, soon, and the next one is answered as ever. */
class LimitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "SELECT #(SELECT #1#)",
                "SELECT #(#1#)",
                "SELECT #-(#1#)",
                "SELECT #NOT #true#",
                "SELECT #upper(#'a'#)",
                "SELECT #ARRAY[#1#]",
                "SELECT #CASE WHEN true THEN #1# END",
                "SELECT #(ROW(#1#)).f1",
                "SELECT #coalesce(#1#, 1)",
                "SELECT 1#+1##",
                "SELECT ''#||''##",
                "SELECT 1# UNION SELECT 1##",
                "SELECT * FROM #(SELECT * FROM #people#) x",
                "SELECT * FROM people# CROSS JOIN people##",
                "SELECT * FROM #(people CROSS JOIN #people#)",
                "#WITH a AS (#TABLE people#) TABLE a",
                "#(#TABLE people#)",
                "SELECT * FROM people WHERE #EXISTS (SELECT 1 FROM people WHERE #true#)",
                "SELECT count(*) FROM people GROUP BY #GROUPING SETS (#id#)",
                "SELECT # json_object('a': # 1 #)",
                "SELECT # xmlelement(name a, # 1 #)"
            })
    void survivesDepth(
            @Nullable String before, String open, @Nullable String inside, @Nullable String close) {
        assertThat(outcome(nested(30, before, open, inside, close))).isEqualTo("accepted");
        for (int depth : new int[] {130, 390, 3_000, 20_000}) {
            outcome(nested(depth, before, open, inside, close));
            assertThat(GuardFixture.guarded("SELECT 1")).isEqualTo("SELECT 1");
        }
    }

    private static String nested(
            int depth,
            @Nullable String before,
            String open,
            @Nullable String inside,
            @Nullable String close) {
        return Objects.requireNonNullElse(before, "")
                + open.repeat(depth)
                + Objects.requireNonNullElse(inside, "")
                + Objects.requireNonNullElse(close, "").repeat(depth);
    }

    @Test
    void leavesOutTheRowsBeforeALaterPart() {
        for (int skipped : new int[] {1, 100, Integer.MAX_VALUE}) {
            assertThat(
                            GuardFixture.guard(
                                            "TABLE people LIMIT 9 OFFSET 2",
                                            new Purpose.Fetch(1001, skipped))
                                    .text())
                    .startsWith("SELECT * FROM (")
                    .endsWith("LIMIT 9 OFFSET 2) AS \"_q\" LIMIT 1001 OFFSET " + skipped);
        }
        assertThat(GuardFixture.guard("EXPLAIN TABLE people", new Purpose.Fetch(5, 5)).text())
                .startsWith("EXPLAIN");
    }

    @Test
    void refusesMoreTablesThanCanBeReplaced() {
        String few = list(300, at -> "people AS t" + at);
        String many = list(301, at -> "people AS t" + at);
        assertThat(outcome("SELECT 1 FROM " + few)).isEqualTo("accepted");
        assertThat(outcome("SELECT 1 FROM " + many)).isEqualTo(Code.STATEMENT_TOO_LARGE.name());
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(outcome("SELECT '" + "x".repeat(1 << 20) + "'"))
                .isEqualTo(Code.STATEMENT_TOO_LARGE.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+1", "p.nm", "sales.people.nm", "upper('x')", "'x'::text"})
    void readsALongTextInAboutTheTimeOfItsParse(String expression) {
        String columns = list(60_000 / expression.length(), _ -> expression);
        String sql = "SELECT " + columns + " FROM sales.people, people p";
        long start = System.nanoTime();
        assertThat(outcome(sql)).isEqualTo("accepted");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    private static String list(int size, IntFunction<String> member) {
        return IntStream.range(0, size).mapToObj(member).collect(Collectors.joining(","));
    }

    /** The code of a refusal, which is not one of ours to explain. */
    private static String outcome(String sql) {
        try {
            GuardFixture.guarded(sql);
            return "accepted";
        } catch (Refused refused) {
            Code code = refused.refusal().code();
            assertThat(code).isNotIn(Code.PROOF_FAILED, Code.INTERNAL_ERROR);
            return code.name();
        }
    }
}
