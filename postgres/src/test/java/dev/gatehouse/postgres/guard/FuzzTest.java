package dev.gatehouse.postgres.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fuzzing has found and begins with, run once more, and a little of what it would try. */
class FuzzTest {

    private static final int SENTENCES = 1500;

    @ParameterizedTest
    @EnumSource(GrammarVersion.class)
    void everySeedIsRefusedOrGuarded(GrammarVersion version) {
        List<String> statements = FuzzSeeds.statements().toList();
        GuardOracle oracle = StatementFuzz.of(version).getLast();
        long guarded = statements.stream().filter(it -> oracle.check(it).isPresent()).count();
        assertThat(guarded).isGreaterThan(statements.size() / 8);
    }

    @Test
    void everySeedOfARuleIsRefusedOrCanBeUsed() {
        FuzzSeeds.rules().forEach(text -> RuleFuzz.fuzzerTestOneInput(text.getBytes(UTF_8)));
    }

    @Test
    void everySeedHasTokensAndPlaces() {
        FuzzSeeds.statements().forEach(sql -> ScanFuzz.fuzzerTestOneInput(sql.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "DELETE FROM a",
                "TABLE people",
                "SELECT * FROM sales.people",
                "SELECT * FROM (SELECT * FROM sales.people) AS people",
                "SELECT * FROM (SELECT \"id\", \"nm\" FROM \"sales\".\"people\") AS p, pg_class",
                "SELECT (SELECT count(*) FROM a) FROM (WITH a AS (SELECT 1) TABLE a) AS x",
                "WITH a AS (TABLE b), b AS (SELECT 1) TABLE a",
                "WITH a AS (DELETE FROM b RETURNING 1) TABLE a",
                "SELECT 1 INTO a",
                "WITH a AS (SELECT 1) SELECT * FROM a FOR UPDATE",
                "SELECT * FROM (SELECT \"id\" FROM ONLY \"sales\".\"orders\") AS orders",
                "SELECT lab.f()"
            })
    void whatIsNotGuardedIsNoticed(String sql) {
        GuardOracle oracle = StatementFuzz.of(GuardFixture.NEWEST).getFirst();
        assertThatThrownBy(() -> oracle.checkGuarded(sql)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_catalog.now()",
                "WITH RECURSIVE a AS (TABLE b), b AS (SELECT 1) TABLE a",
                "SELECT (WITH a AS (SELECT 1) TABLE a)",
                "SELECT * FROM (SELECT \"id\", \"nm\", \"tags\" FROM ONLY \"sales\".\"people\""
                        + " TABLESAMPLE \"pg_catalog\".\"system\"(1)) AS p",
                "SELECT * FROM (SELECT \"id\", \"nm\", \"tags\" FROM \"sales\".\"people\") AS p"
            })
    void whatIsGuardedIsKnown(String sql) {
        assertThatNoException()
                .isThrownBy(
                        () -> StatementFuzz.of(GuardFixture.NEWEST).getFirst().checkGuarded(sql));
    }

    @Test
    void sentencesAreRefusedOrGuarded() {
        GuardOracle oracle = StatementFuzz.of(GuardFixture.NEWEST).getFirst();
        long guarded =
                FuzzSeeds.recipes(SENTENCES)
                        .map(Sentence::of)
                        .filter(sql -> oracle.check(sql).isPresent())
                        .count();
        assertThat(guarded).isGreaterThan(SENTENCES / 8);
    }
}
