package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/** Plans, line by line as the database prints them. */
final class Plans {

    private Plans() {}

    static ObjectSchema output() {
        return Schema.object()
                .required("plan", Schema.string("The plan, as the database prints it"));
    }

    static ToolResult result(Answer.Table table) {
        String plan = table.rows().stream().map(Plans::line).collect(Collectors.joining("\n"));
        return ToolResult.structured(plan, JsonNodeFactory.instance.objectNode().put("plan", plan));
    }

    private static String line(List<Value> row) {
        return row.stream().map(Value::text).collect(Collectors.joining(" "));
    }
}
