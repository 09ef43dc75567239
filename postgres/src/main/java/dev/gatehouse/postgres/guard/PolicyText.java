package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An expression of a policy that was read and judged.
 *
 * @param text as it was written
 * @param serverMajor whose grammar read it
 * @param pieces the same with comments blanked, cut at the attributes: one more than there are of
 *     these
 * @param slots the attributes, in the order of the text
 * @param tree with a {@code ParamRef} for each slot, whose number is the slot's, from 1
 */
record PolicyText(
        String text,
        int serverMajor,
        RelationName relation,
        List<String> pieces,
        List<String> slots,
        JsonNode tree)
        implements PolicyExpression {

    private static final int LONGEST_NUMBER = 1000;

    PolicyText {
        pieces = List.copyOf(pieces);
        slots = List.copyOf(slots);
    }

    /** The only kind of expression that this dialect makes is the only kind that it can write. */
    static PolicyText of(PolicyExpression expression) {
        if (expression instanceof PolicyText ours) {
            return ours;
        }
        throw new IllegalArgumentException("an expression of another dialect");
    }

    @Override
    public Set<String> attributes() {
        return Set.copyOf(slots);
    }

    /** The expression with the caller's attributes in their places, in parentheses. */
    Fragment with(Obligations obligations) {
        return with(name -> constant(obligations.attribute(name).orElseThrow(Proof::failed)));
    }

    /** The expression with constants in the places of the attributes, in parentheses. */
    Fragment with(Function<String, Fragment> constants) {
        List<Fragment> values = slots.stream().map(constants).toList();
        StringBuilder written = new StringBuilder("(").append(pieces.getFirst());
        for (int slot = 0; slot < values.size(); slot++) {
            // The space keeps the constant apart from a letter that would make another of it.
            written.append(' ').append(values.get(slot).text()).append(' ');
            written.append(pieces.get(slot + 1));
        }
        written.append(')');
        return new Fragment(
                written.toString(), values.isEmpty() ? tree : substituted(tree, values));
    }

    private static JsonNode substituted(JsonNode tree, List<Fragment> values) {
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(member -> copy.add(substituted(member, values)));
            return copy;
        }
        if (!tree.isObject()) {
            return tree;
        }
        if (tree.has("ParamRef")) {
            return values.get(tree.path("ParamRef").path("number").asInt() - 1).tree();
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            copy.set(field.getKey(), substituted(field.getValue(), values));
        }
        return copy;
    }

    /**
     * An attribute as a constant: a text or a list is of the type that is asked for where it
     * stands, so that it can be compared with a column of any.
     */
    private static Fragment constant(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Text(String value) -> Fragment.literal(checked(value));
            case Attribute.Numeric number -> {
                checked(digits(number));
                yield Fragment.number(number.value());
            }
            case Attribute.Truth(boolean value) -> Fragment.truth(value);
            case Attribute.Many(List<Attribute.Single> values) ->
                    Fragment.literal(
                            values.stream()
                                    .map(PolicyText::element)
                                    .collect(Collectors.joining(",", "{", "}")));
        };
    }

    /** A member of an array as PostgreSQL reads it from a text. */
    private static String element(Attribute.Single value) {
        return switch (value) {
            case Attribute.Text(String text) ->
                    '"' + checked(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case Attribute.Numeric number -> checked(digits(number));
            case Attribute.Truth(boolean truth) -> truth ? "t" : "f";
        };
    }

    private static String digits(Attribute.Numeric number) {
        long scale = Math.abs((long) number.value().scale()) + number.value().precision();
        return scale > LONGEST_NUMBER ? "\0" : number.value().toPlainString();
    }

    private static String checked(String value) {
        if (value.indexOf('\0') >= 0 || !value.equals(sound(value))) {
            throw new Refused(
                    Code.RULE_UNMET,
                    "an attribute of the caller cannot be written in SQL",
                    "Whoever runs Gatehouse can look at the caller's claims");
        }
        return value;
    }

    /** The text with whatever is no character replaced. */
    private static String sound(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
