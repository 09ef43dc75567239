package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.ShownColumn;
import dev.gatehouse.core.sql.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTest {

    private static final Catalog VISIBLE = SalesCatalog.visible(GuardFixture.NEWEST);
    private static final Relation PEOPLE = VISIBLE.relation("people").orElseThrow();

    private static final Access MASKED =
            new Access(
                    PEOPLE.name(),
                    List.of(new ShownColumn("id", "text", new Display.Masked(new Mask.Fixed("x")))),
                    List.of(),
                    false);

    private static SafeSql guard(String sql, Access access, Purpose purpose) {
        return GuardFixture.analyse(sql).guard(new Obligations(List.of(access)), purpose);
    }

    private static void assertRefused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
    }

    @Test
    void findsTablesAndFunctionsWithTheirPlaces() {
        Analysis analysis =
                GuardFixture.analyse(
                        "SELECT upper(nm), (SELECT count(*)\nFROM orders) FROM people AS p");
        assertThat(analysis.relations())
                .extracting(use -> use.relation().name().name() + " " + use.place())
                .containsExactly("orders line 2:6", "people line 2:19");
        assertThat(analysis.functions()).containsExactlyInAnyOrder("upper", "count");
        assertThat(analysis.kind()).isEqualTo(StatementKind.READ);
        assertThat(GuardFixture.analyse("EXPLAIN SELECT 1").kind())
                .isEqualTo(StatementKind.EXPLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPLAIN SELECT * FROM people", "EXPLAIN (COSTS) TABLE people"})
    void thePlanOfWhatIsMaskedIsNotShown(String sql) {
        assertThat(guard(sql, Access.whole(PEOPLE), new Purpose.Fetch(7)).kind())
                .isEqualTo(StatementKind.EXPLAIN);
        assertRefused(Code.PLAN_WITHHELD, () -> guard(sql, MASKED, new Purpose.Fetch(7)));
    }

    @Test
    void aPlanIsAskedForAroundTheStatement() {
        String sql = "SELECT id FROM people";
        Access whole = Access.whole(PEOPLE);
        String explained = guard(sql, whole, new Purpose.Plan(7, false)).text();
        assertThat(explained).startsWith("EXPLAIN (FORMAT json) SELECT * FROM (SELECT id FROM (");
        assertThat(guard(sql, whole, new Purpose.Plan(7, true)).text())
                .isEqualTo(explained.replace("json)", "json, analyze)"));
        assertThat(guard(sql, whole, new Purpose.Plan(7, true)).kind())
                .isEqualTo(StatementKind.EXPLAIN);
        assertRefused(Code.PLAN_WITHHELD, () -> guard(sql, MASKED, new Purpose.Plan(7, false)));
        assertRefused(
                Code.CONSTRUCT_REFUSED,
                () -> guard("EXPLAIN " + sql, whole, new Purpose.Plan(7, false)));
        assertThat(guard(sql, MASKED, new Purpose.Fetch(7)).text()).contains("CAST('x' AS");
    }

    @Test
    void aTableOfWhichNothingWasDecidedIsNotShown() {
        assertRefused(
                Code.PROOF_FAILED,
                () ->
                        GuardFixture.analyse("TABLE people")
                                .guard(new Obligations(List.of()), new Purpose.Fetch(7)));
    }

    @Test
    void theGuardedTextKnowsWhatTheCallerWrote() {
        SafeSql safe =
                guard("SELECT nm\nFROM people p", Access.whole(PEOPLE), new Purpose.Fetch(7));
        String text = safe.text();
        assertThat(safe.placeOf(text.indexOf("nm\n"))).isEqualTo(new Place(1, 8));
        assertThat(safe.placeOf(text.indexOf("p) AS"))).isEqualTo(new Place(2, 13));
        assertThat(safe.isWritten(text.indexOf("nm\n"))).isFalse();
        assertThat(safe.isWritten(text.indexOf("\"sales\""))).isTrue();
        assertThat(safe.isWritten(text.indexOf("p) AS"))).isFalse();
        assertThat(safe.placeOf(text.indexOf("\"sales\""))).isEqualTo(new Place(2, 6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELECT 1                        | select  2
                    SELECT concat('a', id) FROM people | SELECT concat('b',id) FROM people
                    SELECT id IN (1) FROM people    | SELECT id IN (1, 2, 3) FROM people
                    SELECT 1, id, 2 FROM people     | SELECT 3, id, 4 FROM people
                    """)
    void aFingerprintIsTheSameWhateverTheConstants(String one, String other) {
        assertThat(fingerprint(one)).isEqualTo(fingerprint(other)).matches("[0-9a-f]{12}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELECT id FROM people           | SELECT nm FROM people
                    SELECT id FROM people           | SELECT id, id FROM people
                    SELECT id + 1 FROM people       | SELECT id - 1 FROM people
                    SELECT id IN (1) FROM people    | SELECT id NOT IN (1) FROM people
                    SELECT id, 1 FROM people        | SELECT id, nm FROM people
                    SELECT upper('a')               | SELECT lower('a')
                    SELECT id FROM people           | SELECT id FROM people LIMIT 1
                    SELECT ROW(1, id, 1) FROM people | SELECT ROW(1, id) FROM people
                    SELECT ARRAY[ARRAY[id], ARRAY[nm]] FROM people | SELECT ARRAY[ARRAY[id, nm]] FROM people
                    """)
    void aFingerprintIsAnotherForAnotherShape(String one, String other) {
        assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    }

    private static String fingerprint(String sql) {
        return GuardFixture.analyse(sql).fingerprint();
    }

    @ParameterizedTest
    @CsvSource({"pg_catalog, upper, true", "pg_catalog, pg_sleep, false", "sales, upper, false"})
    void aViewThatCallsMoreThanACallerMayIsNotRead(String schema, String name, boolean accepted) {
        Relation view =
                new Relation(
                        new RelationName("sales", "v"),
                        RelationKind.VIEW,
                        "",
                        -1,
                        PEOPLE.columns(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(new RelationName(schema, name)));
        Catalog catalog =
                new Catalog(
                        18,
                        List.of("sales"),
                        Map.of("sales", ""),
                        List.of(view),
                        Set.of(),
                        Set.of());
        if (accepted) {
            assertThat(GuardFixture.DIALECT.analyse("TABLE v", catalog).relations()).hasSize(1);
        } else {
            assertRefused(
                    Code.FUNCTION_REFUSED, () -> GuardFixture.DIALECT.analyse("TABLE v", catalog));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TABLE shop.sales.people",
                "SELECT * FROM shop.sales.people",
                "SELECT sales.people.id FROM other.sales.people"
            })
    void aTableOfAnotherDatabaseIsNotReached(String sql) {
        assertThat(GuardFixture.refusal(sql).code()).isNotEqualTo(Code.PROOF_FAILED);
    }

    @Test
    void theWordsOfTheGuardAreThere() {
        Vocabulary vocabulary = Vocabulary.load();
        assertThat(vocabulary.hasFunction("upper")).isTrue();
        assertThat(vocabulary.hasFunction("count")).isTrue();
        assertThat(vocabulary.hasFunction("pg_sleep")).isFalse();
        assertThat(vocabulary.hasFunction("#")).isFalse();
        assertThat(vocabulary.isAggregate("count")).isTrue();
        assertThat(vocabulary.isAggregate("upper")).isFalse();
        assertThat(vocabulary.isSetReturning("unnest")).isTrue();
        assertThat(vocabulary.hasType("_text")).isTrue();
        assertThat(vocabulary.isClosedType("_regclass")).isTrue();
        Shapes shapes = Shapes.load();
        assertThat(shapes.knows("SelectStmt")).isTrue();
        assertThat(shapes.knows("InsertStmt")).isFalse();
        assertThat(shapes.struct("SelectStmt", "withClause")).contains("WithClause");
        assertThat(shapes.struct("SelectStmt", "targetList")).contains("");
        assertThat(shapes.struct("SelectStmt", "intoClause")).isEmpty();
        assertThat(WordList.lines("shapes.txt")).allSatisfy(line -> assertThat(line).isNotEmpty());
    }
}
