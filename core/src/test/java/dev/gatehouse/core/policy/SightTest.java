package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Ledger.column;
import static dev.gatehouse.core.policy.Ledger.denying;
import static dev.gatehouse.core.policy.Ledger.masking;
import static dev.gatehouse.core.policy.Ledger.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.sql.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {

    private static Relation without(String expression) {
        return new Ledger()
                .table("t", column("ssn"), column("kept", "int", expression))
                .seen(rules(denying("t", "ssn")), "t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssn",
                "ssn || ''",
                "upper(ssn)",
                "\"ssn\"",
                "my_ssn + ssn",
                "ssn2 + ssn",
                "a$ssn, t.ssn"
            })
    void whatMentionsAHiddenColumnIsNotTold(String expression) {
        assertThat(without(expression).column("kept").orElseThrow().defaultExpression()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_ssn", "ssn2", "ssn$", "nssn || 'ss n'", "xssn + ssnx", "1"})
    void whatOnlyLooksLikeAHiddenColumnIsTold(String expression) {
        assertThat(without(expression).column("kept").orElseThrow().defaultExpression())
                .isEqualTo(expression);
    }

    @Test
    void aHiddenColumnWithAQuoteInItsNameIsFoundWhereItIsQuoted() {
        Relation seen =
                new Ledger()
                        .table("t", column("a\"b"), column("kept", "int", "\"a\"\"b\" + 1"))
                        .seen(rules(denying("t", "a\"b")), "t");
        assertThat(seen.column("kept").orElseThrow().defaultExpression()).isEmpty();
    }

    @Test
    void anIndexOverAMaskedColumnIsNotTold() {
        Relation seen =
                new Ledger()
                        .indexed("t", column("id"), "CREATE INDEX ON t (id)", "CREATE INDEX ON t")
                        .seen(rules(masking("t", "id", new Mask.Nothing())), "t");
        assertThat(seen.indexes()).extracting(Index::name).containsExactly("CREATE INDEX ON t");
    }

    @Test
    void aMaskedColumnIsOfTheTypeOfItsMaskAndMayBeNull() {
        Column fixed = masked(new Mask.Fixed("x"));
        assertThat(fixed.type()).isEqualTo("text");
        assertThat(fixed.nullable()).isTrue();
        assertThat(fixed.defaultExpression()).isEmpty();
        assertThat(masked(new Mask.Nothing()).type()).isEqualTo("int");
        assertThat(masked(new Mask.Sql("number")).type()).isEqualTo("int");
    }

    private static Column masked(Mask mask) {
        return new Ledger()
                .table("t", column("id", "int", "7"))
                .seen(rules(masking("t", "id", mask)), "t")
                .column("id")
                .orElseThrow();
    }

    @Test
    void aColumnThatRolesShowDifferentlyIsOfATypeForAllOfThem() {
        Catalog catalog = new Ledger().table("t", column("id")).catalog();
        RulePolicy policy =
                Ledger.policy(
                        Map.of(),
                        new Role("plain", Set.of(), named("plain")),
                        new Role(
                                "masked",
                                Set.of(),
                                named("masked", masking("t", "id", new Mask.Fixed("x")))));
        Caller both = new Caller("local:ann", List.of("plain", "masked"), Map.of(), Confines.ALL);
        Column column =
                policy.visible(both, Ledger.DATABASE, catalog)
                        .relation(Ledger.name("t"))
                        .flatMap(it -> it.column("id"))
                        .orElseThrow();
        assertThat(column.type()).isEqualTo("text");
    }

    private static Rules named(String name, TableRule... tables) {
        return new Rules(name, Optional.empty(), List.of(), List.of(tables), OptionalInt.empty());
    }
}
