package dev.gatehouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.catalog.Routine.Kind;
import dev.gatehouse.core.catalog.Routine.Volatility;
import dev.gatehouse.core.catalog.Routines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedFunctionsTest {

    private static final Catalog WHOLE =
            new Catalog(18, List.of("app"), Map.of("app", ""), List.of(), Set.of(), Set.of())
                    .with(
                            Routines.of(
                                    List.of(
                                            fine("fiscal_year", "date"),
                                            fine("fiscal_year", "timestamptz"),
                                            routine("total", Kind.AGGREGATE, Volatility.IMMUTABLE),
                                            routine("noisy", Kind.FUNCTION, Volatility.VOLATILE),
                                            routine("work", Kind.PROCEDURE, Volatility.STABLE),
                                            routine("change", Kind.INTERNAL, Volatility.STABLE),
                                            definer("leak"),
                                            fine("mixed", "integer"),
                                            definer("mixed"),
                                            typed("checked")),
                                    Set.of(),
                                    Map.of()));

    private static RelationName name(String name) {
        return new RelationName("app", name);
    }

    private static Routine fine(String name, String arguments) {
        return new Routine(
                name(name),
                arguments,
                Kind.FUNCTION,
                Volatility.STABLE,
                false,
                false,
                false,
                Set.of());
    }

    private static Routine routine(String name, Kind kind, Volatility volatility) {
        return new Routine(name(name), "", kind, volatility, false, false, false, Set.of());
    }

    private static Routine definer(String name) {
        return new Routine(
                name(name), "", Kind.FUNCTION, Volatility.STABLE, true, false, false, Set.of());
    }

    private static Routine typed(String name) {
        return new Routine(
                name(name), "", Kind.FUNCTION, Volatility.STABLE, false, false, true, Set.of());
    }

    private static Rules rules(String name, String... functions) {
        return Rules.open(name)
                .withFunctions(Arrays.stream(functions).map(FunctionPattern::parse).toList());
    }

    private static RulePolicy policy(Map<String, List<String>> schemas, Rules... rules) {
        List<Role> roles =
                Arrays.stream(rules).map(each -> new Role(each.name(), Set.of(), each)).toList();
        return new RulePolicy(
                schemas, roles, Optional.empty(), _ -> new PlainReader(), _ -> new TypingEngine());
    }

    private static List<String> callable(RulePolicy policy, String... roles) {
        Caller caller = new Caller("local:ann", List.of(roles), Map.of(), Confines.ALL);
        return policy.visible(caller, "shop", WHOLE).routines().functions().values().stream()
                .flatMap(List::stream)
                .map(Routine::signature)
                .toList();
    }

    @Test
    void aNameIsAllowedWithEveryFunctionThatHasIt() {
        RulePolicy policy = policy(Map.of(), rules("a", "app.fiscal_year"));
        assertThat(callable(policy, "a"))
                .containsExactly("app.fiscal_year(date)", "app.fiscal_year(timestamptz)");
        assertThat(policy.problems("shop", WHOLE)).isEmpty();
    }

    @Test
    void severalRolesMayCallWhatOneOfThemMay() {
        RulePolicy policy =
                policy(
                        Map.of(),
                        rules("a", "app.total"),
                        rules("b", "app.fiscal_year"),
                        rules("c"));
        assertThat(callable(policy, "a", "c")).containsExactly("app.total()");
        assertThat(callable(policy, "a", "b")).hasSize(3);
        assertThat(callable(policy, "c")).isEmpty();
    }

    @Test
    void aSchemaWithoutTablesIsThereForItsFunctionsIfItIsListed() {
        Rules rules = rules("a", "app.total");
        Caller caller = new Caller("local:ann", List.of("a"), Map.of(), Confines.ALL);
        Catalog inside = policy(Map.of(), rules).visible(caller, "shop", WHOLE);
        assertThat(inside.searchPath()).containsExactly("app");
        assertThat(inside.functionNamed("total")).contains(name("total"));
        Catalog outside =
                policy(Map.of("shop", List.of("sales")), rules).visible(caller, "shop", WHOLE);
        assertThat(outside.schemas()).isEmpty();
        assertThat(outside.functionNamed("total")).isEmpty();
        assertThat(outside.routines().named(name("total"))).hasSize(1);
    }

    @Test
    void aPatternMeansWhatMayBeAllowedAndNothingElse() {
        assertThat(callable(policy(Map.of(), rules("a", "app.*")), "a"))
                .containsExactly(
                        "app.fiscal_year(date)", "app.fiscal_year(timestamptz)", "app.total()");
    }

    @Test
    void whatMayNotBeAllowedIsToldAndCannotBeCalled() {
        RulePolicy policy =
                policy(
                        Map.of(),
                        rules(
                                "a",
                                "app.noisy",
                                "app.work",
                                "app.change",
                                "app.leak",
                                "app.mixed",
                                "app.checked",
                                "app.fiscal_yeer",
                                "other.*"));
        assertThat(callable(policy, "a")).isEmpty();
        assertThat(policy.problems("shop", WHOLE))
                .extracting(it -> it.refusal().message(), it -> it.refusal().help())
                .containsExactly(
                        tuple(
                                "`app.noisy()` is VOLATILE, or made of what is: it may do something"
                                        + " else than compute",
                                "If it only computes or reads, ALTER FUNCTION can say that it is"
                                        + " IMMUTABLE or STABLE"),
                        tuple(
                                "`app.work()` is a procedure",
                                "Only functions can be called in a read"),
                        tuple(
                                "`app.change()` is for the database itself, as triggers are",
                                "Name another function"),
                        tuple(
                                "`app.leak()` is SECURITY DEFINER, or made of what is: it has its"
                                        + " owner's rights",
                                "Functions with the rights of whoever calls them can be allowed"),
                        tuple(
                                "`app.mixed()` is SECURITY DEFINER, or made of what is: it has its"
                                        + " owner's rights",
                                "Functions with the rights of whoever calls them can be allowed"),
                        tuple(
                                "`app.checked()` has the name of a type, so that a call may be a cast",
                                "A function of another name can be allowed"),
                        tuple(
                                "there is no function `app.fiscal_yeer` that Gatehouse's role may call",
                                "Did you mean app.fiscal_year?"),
                        tuple(
                                "no function of `other.*` can be allowed",
                                "Functions that are IMMUTABLE or STABLE can be allowed"));
        assertThat(policy.problems("shop", WHOLE).getFirst())
                .hasToString(
                        "policy a, app.noisy, functions.allow: `app.noisy()` is VOLATILE, or made of"
                                + " what is: it may do something else than compute; If it only"
                                + " computes or reads, ALTER FUNCTION can say that it is IMMUTABLE or"
                                + " STABLE");
    }

    @Test
    void withoutAPolicyThereAreOnlyBuiltInFunctions() {
        Caller caller = new Caller("local:ann", List.of(), Map.of(), Confines.ALL);
        Catalog visible = new SchemaPolicy(Map.of()).visible(caller, "shop", WHOLE);
        assertThat(visible.routines().functions()).isEmpty();
    }

    @Test
    void readsPatternsOfFunctions() {
        assertThat(FunctionPattern.parse("app.fiscal_year")).hasToString("app.fiscal_year");
        assertThat(FunctionPattern.parse("app.*").name()).isEmpty();
        assertThat(FunctionPattern.parse("app.\"a(b)\"").name()).contains("a(b)");
        for (String wrong : List.of("fiscal_year", "*", "*.f", "a.b.c", "")) {
            assertThatThrownBy(() -> FunctionPattern.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("names no function");
        }
        assertThatThrownBy(() -> FunctionPattern.parse("app.f(int)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write the name alone");
    }
}
