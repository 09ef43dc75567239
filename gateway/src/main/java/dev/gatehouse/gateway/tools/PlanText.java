package dev.gatehouse.gateway.tools;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A plan as lines, in the way in which PostgreSQL prints one, made of its document. */
final class PlanText {

    /** What the first line of a node says. */
    private static final Set<String> IN_THE_FIRST_LINE =
            Set.of(
                    "Node Type",
                    "Join Type",
                    "Index Name",
                    "Relation Name",
                    "Schema",
                    "Alias",
                    "CTE Name",
                    "Function Name",
                    "Startup Cost",
                    "Total Cost",
                    "Plan Rows",
                    "Plan Width",
                    "Actual Startup Time",
                    "Actual Total Time",
                    "Actual Rows",
                    "Actual Loops",
                    "Parallel Aware",
                    "Scan Direction",
                    "Strategy",
                    "Partial Mode",
                    "Subplan Name");

    /** What says something only of nodes that are set up unusually. */
    private static final Set<String> LEFT_OUT =
            Set.of("Parent Relationship", "Async Capable", "Disabled", "Inner Unique", "Plans");

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    /**
     * @param document with the tree of nodes in {@code Plan}
     */
    static String of(JsonNode document) {
        PlanText lines = new PlanText();
        lines.node(document.path("Plan"), "", "");
        document.properties().stream()
                .filter(field -> field.getValue().isValueNode())
                .forEach(field -> lines.line("", field));
        return lines.text.toString();
    }

    private void node(JsonNode node, String indent, String arrow) {
        String name = node.path("Subplan Name").asString("");
        if (!name.isEmpty()) {
            text.append(indent).append(name).append('\n');
        }
        text.append(indent).append(arrow).append(label(node)).append(costs(node)).append('\n');
        String deeper = indent + " ".repeat(arrow.isEmpty() ? 2 : 6);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (isToldBelow(field)) {
                line(deeper, field);
            }
        }
        node.path("Plans").forEach(child -> node(child, deeper, "->  "));
    }

    private static boolean isToldBelow(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        boolean none = value.isNumber() && value.asDouble() == 0;
        return !IN_THE_FIRST_LINE.contains(field.getKey())
                && !LEFT_OUT.contains(field.getKey())
                && !none;
    }

    private void line(String indent, Map.Entry<String, JsonNode> field) {
        text.append(indent)
                .append(field.getKey())
                .append(": ")
                .append(value(field.getValue()))
                .append('\n');
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(PlanText::value).collect(Collectors.joining(", "));
        }
        return value.isString() ? value.asString() : value.toString();
    }

    private static String label(JsonNode node) {
        StringBuilder label = new StringBuilder();
        if (node.path("Parallel Aware").asBoolean(false)) {
            label.append("Parallel ");
        }
        label.append(type(node));
        if (word(node, "Scan Direction").equals("Backward")) {
            label.append(" Backward");
        }
        add(label, " using ", word(node, "Index Name"));
        String relation = named(node);
        add(label, " on ", relation);
        if (!word(node, "Alias").equals(relation)) {
            add(label, relation.isEmpty() ? " on " : " ", word(node, "Alias"));
        }
        return label.toString();
    }

    /** PostgreSQL writes {@code HashAggregate} and {@code Hash Left Join}. */
    private static String type(JsonNode node) {
        String type = word(node, "Node Type");
        String partial = word(node, "Partial Mode");
        String before = partial.isEmpty() || partial.equals("Simple") ? "" : partial + " ";
        if (type.equals("Aggregate")) {
            return before
                    + switch (word(node, "Strategy")) {
                        case "Hashed" -> "HashAggregate";
                        case "Sorted" -> "GroupAggregate";
                        case "Mixed" -> "MixedAggregate";
                        default -> "Aggregate";
                    };
        }
        String join = word(node, "Join Type");
        if (join.isEmpty()) {
            return type;
        }
        String kind = join.equals("Inner") ? "" : " " + join;
        return type.equals("Nested Loop")
                ? type + (kind.isEmpty() ? "" : kind + " Join")
                : type.replaceFirst(" Join$", "") + kind + " Join";
    }

    private static String named(JsonNode node) {
        return List.of("Relation Name", "CTE Name", "Function Name").stream()
                .map(field -> word(node, field))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static void add(StringBuilder label, String before, String word) {
        if (!word.isEmpty()) {
            label.append(before).append(word);
        }
    }

    private static String costs(JsonNode node) {
        String costs =
                "  (cost=%s..%s rows=%s width=%s)"
                        .formatted(
                                number(node.path("Startup Cost").asDouble(0)),
                                number(node.path("Total Cost").asDouble(0)),
                                value(node.path("Plan Rows")),
                                value(node.path("Plan Width")));
        return node.has("Actual Loops") ? costs + actual(node) : costs;
    }

    private static String actual(JsonNode node) {
        return " (actual time=%s..%s rows=%s loops=%s)"
                .formatted(
                        value(node.path("Actual Startup Time")),
                        value(node.path("Actual Total Time")),
                        value(node.path("Actual Rows")),
                        value(node.path("Actual Loops")));
    }

    /** A cost in plain digits. */
    static String number(double cost) {
        return BigDecimal.valueOf(cost).toPlainString();
    }

    private static String word(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
