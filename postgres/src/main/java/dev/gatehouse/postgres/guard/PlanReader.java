package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.PlanEstimate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what {@code EXPLAIN (FORMAT json, VERBOSE)} answers. A table is read from its beginning by
 * a sequential scan, by a sample of all of its rows, and by an index that has no condition to find
 * rows by. It is not the whole of it only where nothing but a limit decides how many rows there
 * are: a condition may have to look at all rows before it finds enough.
 */
final class PlanReader {

    /** Nodes that hand on the rows of those beneath them, as they come. */
    private static final Set<String> HANDING_ON =
            Set.of("Limit", "Subquery Scan", "Append", "Result");

    /** What a child is whose rows are handed on, and not one that is asked on the side. */
    private static final Set<String> IN_TURN = Set.of("Outer", "Subquery", "Member");

    private static final Set<String> BY_INDEX = Set.of("Index Scan", "Index Only Scan");

    /** What looking at a row costs at least, unless the database was set up otherwise. */
    private static final double ROW_COST = 0.01;

    private final Deque<Step> open = new ArrayDeque<>();
    private final List<PlanEstimate.Scan> scans = new ArrayList<>();

    /**
     * A node that is still to be looked at.
     *
     * @param spent the cost at which enough of its rows are expected to be there; its total cost,
     *     where all of them are wanted
     */
    private record Step(JsonNode node, double spent) {

        /** The whole of a node. */
        static Step whole(JsonNode node) {
            return new Step(node, number(node, "Total Cost"));
        }

        /** A part of a node. */
        static Step part(JsonNode node, double share) {
            double startup = number(node, "Startup Cost");
            return new Step(node, startup + share * (number(node, "Total Cost") - startup));
        }

        /** The part of its rows that is expected to be wanted. */
        double share() {
            double startup = number(node, "Startup Cost");
            double all = number(node, "Total Cost") - startup;
            return all <= 0 ? 1 : Math.clamp((spent - startup) / all, 0, 1);
        }
    }

    /** What the planner expects, by the document that the database answered. */
    static PlanEstimate read(String plan) {
        JsonNode root = tree(plan).path(0).path("Plan");
        if (!root.has("Total Cost")) {
            throw new IllegalStateException("the plan of a statement has a cost");
        }
        PlanReader reader = new PlanReader();
        reader.walk(root);
        return new PlanEstimate(
                number(root, "Total Cost"), number(root, "Plan Rows"), reader.scans);
    }

    private static JsonNode tree(String plan) {
        try {
            return Grammar.json(plan);
        } catch (JacksonException e) {
            throw Refusals.tooDeep();
        }
    }

    private void walk(JsonNode root) {
        open.push(Step.whole(root));
        while (!open.isEmpty()) {
            Step step = open.pop();
            scan(step).ifPresent(scans::add);
            for (JsonNode child : step.node().path("Plans")) {
                open.push(beneath(step, child));
            }
        }
    }

    /** A limit costs what its rows cost beneath it, those that it leaves out before among them. */
    private static Step beneath(Step parent, JsonNode child) {
        JsonNode node = parent.node();
        String type = text(node, "Node Type");
        boolean handsOn =
                HANDING_ON.contains(type)
                        && !node.has("Filter")
                        && IN_TURN.contains(text(child, "Parent Relationship"));
        if (!handsOn) {
            return Step.whole(child);
        }
        return type.equals("Limit")
                ? new Step(child, parent.spent())
                : Step.part(child, parent.share());
    }

    private static Optional<PlanEstimate.Scan> scan(Step step) {
        JsonNode node = step.node();
        if (!readsFromTheBeginning(node)) {
            return Optional.empty();
        }
        RelationName relation = new RelationName(text(node, "Schema"), text(node, "Relation Name"));
        double mostRows = number(node, "Total Cost") / ROW_COST;
        boolean picks = node.has("Filter");
        return Optional.of(
                new PlanEstimate.Scan(
                        relation, number(node, "Plan Rows"), mostRows, picks ? 1 : step.share()));
    }

    private static boolean readsFromTheBeginning(JsonNode node) {
        String type = text(node, "Node Type");
        return switch (type) {
            case "Seq Scan" -> true;
            case "Sample Scan" -> !text(node, "Sampling Method").equals("system");
            default -> BY_INDEX.contains(type) && !node.has("Index Cond");
        };
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static double number(JsonNode node, String field) {
        return node.path(field).asDouble(0);
    }
}
