package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Ledger.column;
import static dev.gatehouse.core.policy.Ledger.denying;
import static dev.gatehouse.core.policy.Ledger.filtering;
import static dev.gatehouse.core.policy.Ledger.masking;
import static dev.gatehouse.core.policy.Ledger.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.sql.Mask;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundRulesTest {

    /** {@code a_view} comes before what it reads, in the order of names and of the catalog. */
    private static Ledger over(RelationKind kind) {
        return new Ledger()
                .view("a_view", RelationKind.VIEW, "z_inner", "orders")
                .view("z_inner", kind, "orders")
                .table("orders", column("id"));
    }

    @ParameterizedTest
    @EnumSource(names = {"VIEW", "MATERIALIZED_VIEW"})
    void aViewOverAnotherExistsWhereThatIsOpen(RelationKind kind) {
        Ledger ledger = over(kind);
        assertThat(ledger.seen(rules())).contains("books.a_view", "books.z_inner");
        assertThat(ledger.seen(rules(List.of(), List.of("z_inner"))))
                .containsExactly("books.orders");
        assertThat(ledger.seen(rules(filtering("z_inner", "f"))))
                .containsExactly("books.orders", "books.z_inner");
        assertThat(ledger.seen(rules(filtering("orders", "f")))).containsExactly("books.orders");
    }

    @Test
    void aViewOverASnapshotThatIsNotAllowedDoesNotExist() {
        Ledger ledger = over(RelationKind.MATERIALIZED_VIEW);
        assertThat(ledger.seen(rules(List.of("books.*"), List.of()))).contains("books.a_view");
        assertThat(ledger.seen(rules(List.of("orders"), List.of())))
                .containsExactly("books.orders");
    }

    @Test
    void aViewOverATableThatIsNotAllowedDoesNotExist() {
        Ledger ledger =
                new Ledger()
                        .view("v", RelationKind.VIEW, "orders", "other")
                        .table("orders", column("id"))
                        .table("other", column("id"));
        assertThat(ledger.seen(rules(List.of(), List.of("other")))).containsExactly("books.orders");
    }

    @Test
    void whatLiesOutsideOfTheListedSchemasDoesNotExistWhateverTheRulesSay() {
        Ledger ledger = new Ledger().table("orders", column("id")).closed("salaries");
        Rules all = rules(List.of("*", "closed.salaries"), List.of());
        assertThat(ledger.seen(all)).containsExactly("books.orders", "closed.salaries");
        RulePolicy listed =
                Ledger.policy(
                        Map.of(Ledger.DATABASE, List.of("books")),
                        new Role(Ledger.ROLE, Set.of(), all));
        assertThat(Ledger.seen(listed, ledger.catalog())).containsExactly("books.orders");
    }

    @Test
    void aMaskThatIsNotForTheTypeOfItsColumnHidesTheTable() {
        Ledger ledger = new Ledger().table("orders", column("id"), column("note", "text", ""));
        Rules unfit = rules(masking("orders", "note", new Mask.Rounded(BigDecimal.ONE)));
        assertThat(ledger.seen(unfit)).isEmpty();
        assertThat(ledger.problems(unfit))
                .containsExactly("policy r, orders, mask_columns.note: not a number");
        assertThat(ledger.seen(rules(masking("orders", "id", new Mask.Rounded(BigDecimal.ONE)))))
                .containsExactly("books.orders");
    }

    @Test
    void anExpressionOfAnotherTypeThanItsColumnHidesTheTable() {
        Ledger ledger = new Ledger().table("orders", column("id"), column("note", "text", ""));
        Rules unfit = rules(masking("orders", "note", new Mask.Sql("number")));
        assertThat(ledger.seen(unfit)).isEmpty();
        assertThat(ledger.problems(unfit))
                .containsExactly(
                        "policy r, orders, mask_columns.note: the expression is of type `int`"
                                + " instead of text; Write one of type text, or cast it");
        assertThat(ledger.seen(rules(masking("orders", "id", new Mask.Sql("number")))))
                .containsExactly("books.orders");
    }

    @Test
    void aColumnThatIsAllowedMustExist() {
        Ledger ledger = new Ledger().table("orders", column("id"));
        TableRule rule =
                new TableRule(
                        TablePattern.parse("orders"),
                        Optional.of(Set.of("id", "idd")),
                        Set.of(),
                        Map.of(),
                        Optional.empty(),
                        "");
        assertThat(ledger.seen(rules(rule))).isEmpty();
        assertThat(ledger.problems(rules(rule)))
                .containsExactly(
                        "policy r, orders, allow_columns.idd: `books.orders` has no column `idd`;"
                                + " Did you mean id?");
    }

    @Test
    void aRuleForManyTablesMayNameColumnsThatNotAllOfThemHave() {
        Ledger ledger =
                new Ledger()
                        .table("orders", column("id"), column("note"))
                        .table("people", column("id"));
        Rules rules = rules(denying("books.*", "note"));
        assertThat(ledger.problems(rules)).isEmpty();
        assertThat(ledger.seen(rules, "orders").columnNames()).containsExactly("id");
        assertThat(ledger.seen(rules, "people").columnNames()).containsExactly("id");
    }

    @Test
    void aTableOfWhichNoColumnIsLeftDoesNotExist() {
        Ledger ledger = new Ledger().table("orders", column("id"));
        assertThat(ledger.seen(rules(denying("orders", "id")))).isEmpty();
        assertThat(ledger.problems(rules(denying("orders", "id")))).isEmpty();
    }

    @Test
    void aProblemThatManyTablesHaveIsToldOnce() {
        Ledger ledger =
                new Ledger()
                        .table("orders", column("id"))
                        .table("people", column("id"))
                        .table("things", column("id"));
        assertThat(ledger.problems(rules(filtering("books.*", "!"))))
                .containsExactly("policy r, books.*, row_filter: syntax error");
    }
}
