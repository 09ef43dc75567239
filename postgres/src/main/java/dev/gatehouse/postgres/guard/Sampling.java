package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads TABLESAMPLE, of which only the methods of PostgreSQL itself are known to be harmless, with
 * numbers as their arguments: an expression there would be evaluated outside of the guard's
 * subquery.
 */
final class Sampling {

    private static final Set<String> METHODS = Set.of("bernoulli", "system");
    private static final Pattern DIGITS = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final JsonNode fields;
    private final Source source;

    private Sampling(JsonNode fields, Source source) {
        this.fields = fields;
        this.source = source;
    }

    /**
     * Reads a clause.
     *
     * @param fields those of the RangeTableSample
     */
    static Reading.Sample of(JsonNode fields, Source source) {
        return new Sampling(fields, source).sample();
    }

    private Reading.Sample sample() {
        List<String> method = Tree.strings(fields.path("method"));
        if (!Vocabulary.isBuiltIn(method) || !METHODS.contains(method.getLast())) {
            throw Refusals.construct(
                    "the sampling method `" + String.join(".", method) + "` is not available",
                    "BERNOULLI and SYSTEM are",
                    place());
        }
        if (fields.path("args").size() != 1) {
            throw onlyNumbers();
        }
        Fragment percentage = number(fields.path("args").path(0));
        Optional<Fragment> seed =
                fields.has("repeatable")
                        ? Optional.of(number(fields.path("repeatable")))
                        : Optional.empty();
        return new Reading.Sample(method.getLast(), percentage, seed, from(), to(method, seed));
    }

    private int from() {
        return source.startOfWordBefore(Tree.location(fields), "tablesample");
    }

    /** Between the parentheses are numbers, so the next one that closes ends them. */
    private int to(List<String> method, Optional<Fragment> seed) {
        int end = source.endOfName(Tree.location(fields), method.size());
        int closed = source.endOfParentheses(end);
        return seed.isPresent()
                ? source.endOfParentheses(source.endOfWord(closed, "repeatable"))
                : closed;
    }

    private Fragment number(JsonNode node) {
        JsonNode constant = node.path("A_Const");
        String digits =
                constant.has("ival")
                        ? String.valueOf(constant.path("ival").path("ival").asInt(0))
                        : constant.path("fval").path("fval").asString("");
        if (!DIGITS.matcher(digits).matches()) {
            throw onlyNumbers();
        }
        return new Fragment(digits, node);
    }

    private Refused onlyNumbers() {
        return Refusals.construct(
                "TABLESAMPLE takes a number here", "Write a percentage such as 10", place());
    }

    private Place place() {
        return source.place(Tree.location(fields));
    }
}
