package dev.gatehouse.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Attribute.Many;
import dev.gatehouse.core.ask.Attribute.Numeric;
import dev.gatehouse.core.ask.Attribute.Text;
import dev.gatehouse.core.ask.Attribute.Truth;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.engine.SessionContext.Told;
import dev.gatehouse.core.engine.SessionMapping.Source;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionMappingTest {

    private static Caller caller(Map<String, Attribute> claims, String... roles) {
        return new Caller("ada", List.of(roles), claims, Confines.ALL);
    }

    private static SessionMapping told(String... attributes) {
        return new SessionMapping(
                Stream.of(attributes).map(name -> new Source("app." + name, name)).toList(),
                Map.of());
    }

    private static void assertUnmet(SessionMapping mapping, Caller caller, String words) {
        assertThatThrownBy(() -> mapping.of(caller))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(Code.RULE_UNMET);
                            assertThat(refused.refusal().message()).contains(words);
                        });
    }

    @Test
    void withoutAMappingNothingIsTold() {
        SessionContext nothing = SessionMapping.NONE.of(caller(Map.of(), "analyst"));
        assertThat(nothing).isEqualTo(SessionContext.EMPTY);
        assertThat(nothing.isEmpty()).isTrue();
    }

    @Test
    void settingsAreToldInTheirOrder() {
        SessionContext context = told("id", "roles").of(caller(Map.of(), "a", "b"));
        assertThat(context.settings())
                .containsExactly(new Told("app.id", "ada"), new Told("app.roles", "{\"a\",\"b\"}"));
        assertThat(context.role()).isEmpty();
    }

    record Example(Attribute attribute, String text) {}

    static Stream<Example> texts() {
        return Stream.of(
                new Example(new Text("a 'b' {c}"), "a 'b' {c}"),
                new Example(new Text(""), ""),
                new Example(new Numeric(new BigDecimal("1E+3")), "1000"),
                new Example(new Numeric(new BigDecimal("-0.50")), "-0.50"),
                new Example(new Truth(true), "true"),
                new Example(new Truth(false), "false"),
                new Example(Many.texts(List.of()), "{}"),
                new Example(Many.texts(List.of("")), "{\"\"}"),
                new Example(Many.texts(List.of("a,b", "c")), "{\"a,b\",\"c\"}"),
                new Example(Many.texts(List.of("a", "b,c")), "{\"a\",\"b,c\"}"),
                new Example(Many.texts(List.of("a\",\"b")), "{\"a\\\",\\\"b\"}"),
                new Example(
                        Many.texts(List.of("\\", "{x}", "NULL")), "{\"\\\\\",\"{x}\",\"NULL\"}"),
                new Example(
                        new Many(List.of(new Numeric(BigDecimal.ONE), new Truth(false))),
                        "{1,false}"));
    }

    @ParameterizedTest
    @MethodSource
    void texts(Example example) {
        SessionContext context = told("x").of(caller(Map.of("x", example.attribute())));
        assertThat(context.settings()).containsExactly(new Told("app.x", example.text()));
    }

    static Stream<Attribute> whatCannotBeTold() {
        return Stream.of(
                new Text("a\0b"),
                new Text("\uD800"),
                new Text("é".repeat(4097)),
                new Numeric(new BigDecimal("1E+1000000000")),
                new Numeric(new BigDecimal("1E-1000000000")),
                Many.texts(List.of("a", "\0")),
                new Many(List.of(new Text("a"), new Numeric(new BigDecimal("1E+1000000000")))),
                Many.texts(java.util.Collections.nCopies(3000, "x")));
    }

    @ParameterizedTest
    @MethodSource
    void whatCannotBeTold(Attribute attribute) {
        assertUnmet(told("x"), caller(Map.of("x", attribute)), "cannot be told :caller.x");
    }

    @Test
    void whatIsNotKnownOfTheCallerIsNotLeftOut() {
        assertUnmet(
                told("id", "tenant", "region"),
                caller(Map.of(), "a"),
                "needs :caller.tenant, :caller.region");
    }

    @Test
    void aClaimDoesNotStandInForTheId() {
        SessionContext context = told("id").of(caller(Map.of("id", new Text("root"))));
        assertThat(context.settings()).containsExactly(new Told("app.id", "ada"));
    }

    @Test
    void theFirstRoleThatIsMappedDecides() {
        var mapping = new SessionMapping(List.of(), Map.of("analyst", "db_a", "boss", "db_b"));
        assertThat(mapping.of(caller(Map.of(), "guest", "boss", "analyst")).role())
                .contains("db_b");
        assertThat(mapping.of(caller(Map.of(), "analyst")).role()).contains("db_a");
    }

    @Test
    void aCallerWithoutAMappedRoleDoesNotReadAsTheLogin() {
        var mapping = new SessionMapping(List.of(), Map.of("analyst", "db_a", "boss", "db_b"));
        assertUnmet(mapping, caller(Map.of(), "guest"), "needs one of the roles analyst, boss");
        assertUnmet(mapping, caller(Map.of()), "needs one of the roles analyst, boss");
    }
}
