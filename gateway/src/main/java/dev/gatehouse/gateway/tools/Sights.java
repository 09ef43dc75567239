package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as a model reads them, and the output schemas of the lists. */
final class Sights {

    private Sights() {}

    static ObjectSchema schemasOutput() {
        return Schema.object()
                .required("database", Schema.string("The database"))
                .required(
                        "schemas",
                        Schema.array(
                                "The schemas, by name",
                                Schema.object()
                                        .required("name", Schema.string("Name"))
                                        .required(
                                                "tables", Schema.integer("How many tables it has"))
                                        .optional("comment", Schema.string("Comment"))));
    }

    static ObjectSchema tablesOutput() {
        return Schema.object()
                .required(
                        "tables",
                        Schema.array(
                                "Tables and views, by schema and name",
                                Schema.object()
                                        .required("schema", Schema.string("Schema"))
                                        .required("name", Schema.string("Name"))
                                        .required("kind", Schema.string("table, view, ..."))
                                        .optional(
                                                "estimated_rows",
                                                Schema.integer("The planner's estimate"))
                                        .optional("comment", Schema.string("Comment"))))
                .required("total", Schema.integer("How many there are, on all pages"))
                .optional("next_cursor", Schema.string("There is more; give this as cursor"));
    }

    static ToolResult schemas(Answer.Sight sight) {
        Catalog catalog = sight.catalog();
        StringBuilder text = new StringBuilder();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("database", sight.database());
        ArrayNode list = json.putArray("schemas");
        for (String schema : catalog.schemas()) {
            long tables =
                    catalog.relations().stream()
                            .filter(relation -> relation.name().schema().equals(schema))
                            .count();
            String comment = catalog.schemaComment(schema);
            text.append(schema).append(" (").append(tables).append(" tables)");
            text.append(Heading.comment(comment, Heading.LINE_COMMENT)).append('\n');
            ObjectNode entry = list.addObject().put("name", schema).put("tables", tables);
            if (!comment.isEmpty()) {
                entry.put("comment", comment);
            }
        }
        return ToolResult.structured(text.isEmpty() ? "No schemas" : text.toString(), json);
    }
}
