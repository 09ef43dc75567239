package dev.gatehouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules are called, and what is said of them. */
class RuleWordsTest {

    private static final TablePattern TABLE = TablePattern.parse("books.t");

    @Test
    void aReasonTellsWhatIsHiddenAndMaskedAndWhere() {
        assertThat(shown("", "gatehouse.yaml:7").words())
                .isEqualTo(
                        "policy p (gatehouse.yaml:7): books.t is shown, without c, d, a as keyed"
                                + " hash, b as null, where x = 1 AND y");
        assertThat(shown("r", "").words())
                .startsWith("role r, policy p: books.t is shown, without");
    }

    private static Reason shown(String role, String source) {
        TableRule rule =
                new TableRule(
                        TABLE, Optional.empty(), Set.of(), Map.of(), Optional.empty(), source);
        Grant grant =
                new Grant(
                        "p",
                        Ledger.name("t"),
                        Optional.of(rule),
                        List.of(),
                        Map.of("b", new Mask.Nothing().words(), "a", "keyed hash"),
                        List.of("c", "d"),
                        Optional.of(
                                new PlainReader.Plain(
                                        " x = 1\n  AND y ", Ledger.name("t"), Set.of())),
                        Limits.NONE,
                        false);
        return new Reason.Shown(role, grant);
    }

    @Test
    void aProblemTellsWhereItIsAndWhatToTry() {
        Refusal bare = new Refusal(Code.SYNTAX_ERROR, "syntax error", "");
        Refusal full = new Refusal(Code.SYNTAX_ERROR, "syntax error", "Try", new Place(2, 3));
        assertThat(new RuleProblem("p", TABLE, RulePart.value("row_filter"), "", bare))
                .hasToString("policy p, books.t, row_filter: syntax error");
        assertThat(new RuleProblem("p", TABLE, RulePart.value("row_filter"), "g.yaml:7", full))
                .hasToString(
                        "g.yaml:7: policy p, books.t, row_filter (line 2:3 of the text): syntax"
                                + " error; Try");
    }

    @Test
    void aPatternThatSaysMoreIsGreater() {
        assertThat(List.of("*", "books.*", "t", "books.t").stream().map(TablePattern::parse))
                .isSorted();
        assertThat(TABLE).isGreaterThan(TablePattern.parse("t"));
        assertThat(TablePattern.parse("books.*")).isGreaterThan(TablePattern.parse("*"));
        assertThat(TablePattern.parse("t")).isGreaterThan(TablePattern.parse("books.*"));
    }

    @Test
    void aCapOnRowsIsOneAtLeast() {
        assertThat(capped(1).caps().rows()).isEqualTo(1);
        assertThatThrownBy(() -> capped(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Rules capped(int rows) {
        return new Rules("p", Optional.empty(), List.of(), List.of(), OptionalInt.of(rows));
    }

    @Test
    void withoutARuleEverythingIsShown() {
        assertThat(Rules.open("p"))
                .isEqualTo(
                        new Rules(
                                "p", Optional.empty(), List.of(), List.of(), OptionalInt.empty()));
    }
}
