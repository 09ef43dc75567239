package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans: as lines, like those that the database prints, and as the database's own document. */
final class Plans {

    private Plans() {}

    static ObjectSchema output() {
        return Schema.object()
                .required("total_cost", Schema.number("What the planner expects it to cost"))
                .required("estimated_rows", Schema.number("How many rows it expects"))
                .optional("max_cost", Schema.integer("The cost beyond which query refuses it"))
                .required(
                        "plan",
                        Schema.any("The plan, as the database tells it: a tree of nodes in Plan"));
    }

    static ToolResult result(Answer.Plan plan) {
        JsonNode document = JsonMapper.shared().readTree(plan.text()).path(0);
        return ToolResult.structured(text(plan, document), json(plan, document));
    }

    private static ObjectNode json(Answer.Plan plan, JsonNode document) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("total_cost", plan.estimate().cost());
        json.put("estimated_rows", plan.estimate().rows());
        if (isLimited(plan)) {
            json.put("max_cost", plan.limits().cost());
        }
        json.set("plan", document);
        return json;
    }

    private static String text(Answer.Plan plan, JsonNode document) {
        return PlanText.of(document) + "(" + summary(plan) + ")";
    }

    private static String summary(Answer.Plan plan) {
        double cost = plan.estimate().cost();
        String words = "cost " + PlanText.number(cost);
        if (!isLimited(plan)) {
            return words + ", no limit on it";
        }
        boolean over = cost > plan.limits().cost();
        return words
                + (over ? ", more than the limit of " : ", within the limit of ")
                + plan.limits().cost()
                + (over ? "; query would refuse it" : "");
    }

    private static boolean isLimited(Answer.Plan plan) {
        return plan.limits().cost() < Long.MAX_VALUE;
    }
}
