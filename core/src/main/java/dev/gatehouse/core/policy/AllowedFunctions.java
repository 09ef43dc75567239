package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.catalog.Routine;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The functions that one policy lets callers call in one database. A call is written with a name,
 * and the database finds the function by the arguments: so a name is allowed only if every function
 * of that name may be.
 *
 * @param functions all those of each allowed name
 * @param problems the names that cannot be allowed
 */
record AllowedFunctions(List<Routine> functions, List<RuleProblem> problems) {

    private static final String SETTING = "functions.allow";

    AllowedFunctions {
        functions = List.copyOf(functions);
        problems = List.copyOf(problems);
    }

    /**
     * @param catalog the whole of the database
     */
    static AllowedFunctions of(Rules rules, Catalog catalog) {
        List<Routine> functions = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        for (FunctionPattern pattern : rules.functions()) {
            List<Routine> found = matching(catalog, pattern);
            functions.addAll(found);
            if (found.isEmpty()) {
                problems.add(problem(rules, catalog, pattern));
            }
        }
        return new AllowedFunctions(functions.stream().distinct().toList(), problems);
    }

    private static List<Routine> matching(Catalog catalog, FunctionPattern pattern) {
        return catalog.routines().functions().entrySet().stream()
                .filter(named -> pattern.matches(named.getKey()))
                .map(Map.Entry::getValue)
                .filter(overloads -> overloads.stream().noneMatch(AllowedFunctions::isUnfit))
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isUnfit(Routine routine) {
        return unfit(routine).isPresent();
    }

    private static RuleProblem problem(Rules rules, Catalog catalog, FunctionPattern pattern) {
        Optional<Refusal> objection = objection(catalog, pattern);
        RulePart part = objection.isPresent() ? RulePart.value(SETTING) : RulePart.tables(SETTING);
        Refusal refusal = objection.orElseGet(() -> unknown(catalog, pattern));
        return new RuleProblem(rules.name(), pattern.written(), part, "", refusal);
    }

    private static Optional<Refusal> objection(Catalog catalog, FunctionPattern pattern) {
        return pattern.name()
                .flatMap(
                        name ->
                                catalog
                                        .routines()
                                        .named(new RelationName(pattern.schema(), name))
                                        .stream()
                                        .flatMap(routine -> unfit(routine).stream())
                                        .findFirst());
    }

    private static Refusal unknown(Catalog catalog, FunctionPattern pattern) {
        String what =
                pattern.name().isPresent()
                        ? "there is no function `" + pattern + "` that Gatehouse's role may call"
                        : "no function of `" + pattern + "` can be allowed";
        return refusal(what, suggestion(catalog, pattern.toString()));
    }

    private static String suggestion(Catalog catalog, String written) {
        List<String> names =
                catalog.routines().functions().entrySet().stream()
                        .filter(
                                Predicate.not(
                                        each ->
                                                each.getValue().stream()
                                                        .anyMatch(AllowedFunctions::isUnfit)))
                        .map(each -> each.getKey().toString())
                        .toList();
        return Nearest.to(written, names)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Functions that are IMMUTABLE or STABLE can be allowed");
    }

    /** Why a function cannot be allowed, if it cannot. */
    private static Optional<Refusal> unfit(Routine routine) {
        return reason(routine)
                .map(
                        reason ->
                                refusal(
                                        "`" + routine.signature() + "` " + reason.words(),
                                        reason.help()));
    }

    private record Reason(String words, String help) {}

    private static Optional<Reason> reason(Routine routine) {
        if (routine.kind() == Routine.Kind.PROCEDURE) {
            return because("is a procedure", "Only functions can be called in a read");
        }
        if (routine.kind() == Routine.Kind.INTERNAL) {
            return because("is for the database itself, as triggers are", "Name another function");
        }
        if (routine.definer()) {
            return because(
                    "is SECURITY DEFINER, or made of what is: it has its owner's rights",
                    "Functions with the rights of whoever calls them can be allowed");
        }
        if (routine.volatility() == Routine.Volatility.VOLATILE) {
            return because(
                    "is VOLATILE, or made of what is: it may do something else than compute",
                    "If it only computes or reads, ALTER FUNCTION can say that it is IMMUTABLE or"
                            + " STABLE");
        }
        return routine.namesType()
                ? because(
                        "has the name of a type, so that a call may be a cast",
                        "A function of another name can be allowed")
                : Optional.empty();
    }

    private static Optional<Reason> because(String words, String help) {
        return Optional.of(new Reason(words, help));
    }

    private static Refusal refusal(String message, String help) {
        return new Refusal(Code.FUNCTION_REFUSED, message, help);
    }
}
