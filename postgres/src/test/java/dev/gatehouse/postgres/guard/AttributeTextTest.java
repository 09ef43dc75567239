package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands for an attribute of the caller; each is read again and proven before it is told. */
class AttributeTextTest {

    private static final Catalog WHOLE = SalesCatalog.visible(GuardFixture.NEWEST);

    private static final Relation PEOPLE = WHOLE.relation("people").orElseThrow();

    private static final PolicyExpression FILTER =
            GuardFixture.DIALECT.read("nm = :caller.it", PEOPLE, WHOLE);

    static Stream<Arguments> attributes() {
        return Stream.of(
                Arguments.of(new Attribute.Text("it's \\ \"$1\""), "'it''s \\ \"$1\"'"),
                Arguments.of(new Attribute.Text(""), "''"),
                Arguments.of(new Attribute.Text("\ud83d\ude00"), "'\ud83d\ude00'"),
                Arguments.of(number("0"), "0"),
                Arguments.of(number("-0.0"), "0"),
                Arguments.of(number("7"), "7"),
                Arguments.of(number("-7"), "(-7)"),
                Arguments.of(number("7.00"), "7"),
                Arguments.of(number("-7.50"), "(-7.50)"),
                Arguments.of(number("1e3"), "1000"),
                Arguments.of(number("2147483647"), "2147483647"),
                Arguments.of(number("2147483648"), "2147483648"),
                Arguments.of(number("-2147483647"), "(-2147483647)"),
                Arguments.of(number("-2147483648"), "(-2147483648)"),
                Arguments.of(number("1e998"), "1" + "0".repeat(998)),
                Arguments.of(number("1e-5"), "0.00001"),
                Arguments.of(new Attribute.Truth(true), "TRUE"),
                Arguments.of(new Attribute.Truth(false), "FALSE"),
                Arguments.of(new Attribute.Many(List.of()), "'{}'"),
                Arguments.of(
                        new Attribute.Many(
                                List.of(
                                        new Attribute.Text("a\"b\\c,'"),
                                        number("-1.5"),
                                        new Attribute.Truth(true),
                                        new Attribute.Truth(false))),
                        "'{\"a\\\"b\\\\c,''\",-1.5,t,f}'"));
    }

    private static Attribute.Numeric number(String digits) {
        return new Attribute.Numeric(new BigDecimal(digits));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void isWrittenAsAConstant(Attribute attribute, String constant) {
        assertThat(guarded(attribute))
                .isEqualTo(
                        "SELECT * FROM (SELECT * FROM (SELECT \"id\", \"nm\" FROM"
                                + " \"sales\".\"people\" WHERE (nm =  "
                                + constant
                                + " )) AS \"people\") AS \"_q\" LIMIT 7");
    }

    static Stream<Attribute> unwritable() {
        return Stream.of(
                new Attribute.Text("a\0b"),
                new Attribute.Text("half \ud83d"),
                Attribute.Many.texts(List.of("fine", "a\0b")),
                new Attribute.Many(List.of(number("1e1000"))),
                number("1e1000"),
                number("1e-1000"),
                number("1e2147483647"),
                number("-1e-2147483646"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void isRefusedWhereItCannotBeWritten(Attribute attribute) {
        assertThatThrownBy(() -> guarded(attribute))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(Code.RULE_UNMET));
    }

    @Test
    void isNeverLeftOut() {
        assertThatThrownBy(() -> guarded(Map.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal().code()).isEqualTo(Code.PROOF_FAILED));
    }

    private static String guarded(Attribute attribute) {
        return guarded(Map.of("it", attribute));
    }

    private static String guarded(Map<String, Attribute> attributes) {
        Access whole = Access.whole(PEOPLE);
        Access filtered = new Access(whole.relation(), whole.columns(), List.of(FILTER), false);
        return GuardFixture.DIALECT
                .analyse("SELECT * FROM people", WHOLE)
                .guard(new Obligations(List.of(filtered), attributes), new Purpose.Fetch(7))
                .text();
    }
}
