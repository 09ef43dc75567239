package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.mcp.schema.ArraySchema;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One table or view, in full. */
final class Portraits {

    private Portraits() {}

    static ObjectSchema output() {
        return Schema.object()
                .required("schema", Schema.string("Schema"))
                .required("name", Schema.string("Name"))
                .required("kind", Schema.string("table, view, ..."))
                .optional("estimated_rows", Schema.integer("The planner's estimate"))
                .optional("comment", Schema.string("Comment"))
                .required("columns", Schema.array("Columns, in order", column()))
                .required("primary_key", names("Columns of the primary key; empty without one"))
                .required("foreign_keys", Schema.array("From this table to others", foreignKey()))
                .required("referenced_by", Schema.array("From other tables to this", foreignKey()))
                .required("indexes", Schema.array("Indexes", index()));
    }

    private static ObjectSchema column() {
        return Schema.object()
                .required("name", Schema.string("Name"))
                .required("type", Schema.string("Type"))
                .required("nullable", Schema.bool("Whether it may be null"))
                .optional("default", Schema.string("Default, as SQL"))
                .optional("comment", Schema.string("Comment"));
    }

    private static ObjectSchema foreignKey() {
        return Schema.object()
                .required("name", Schema.string("Name"))
                .required("table", Schema.string("The table that refers"))
                .required("columns", names("Its columns"))
                .required("references", Schema.string("The table that is referred to"))
                .required("referenced_columns", names("Its columns"));
    }

    private static ObjectSchema index() {
        return Schema.object()
                .required("name", Schema.string("Name"))
                .required("unique", Schema.bool("Whether it admits no duplicates"))
                .required("definition", Schema.string("The statement that makes it"));
    }

    private static ArraySchema names(String description) {
        return Schema.array(description, Schema.string("Name of a column"));
    }

    static ToolResult of(Relation relation) {
        return ToolResult.structured(text(relation), json(relation));
    }

    static String text(Relation relation) {
        StringBuilder text = new StringBuilder();
        text.append(Heading.text(relation)).append('\n');
        relation.columns().forEach(column -> text.append(line(column)).append('\n'));
        if (!relation.primaryKey().isEmpty()) {
            text.append("primary key (").append(list(relation.primaryKey())).append(")\n");
        }
        relation.foreignKeys().forEach(key -> text.append(line(key)).append('\n'));
        relation.referencedBy()
                .forEach(key -> text.append("referenced: ").append(line(key)).append('\n'));
        relation.indexes().forEach(index -> text.append(index.definition()).append('\n'));
        return text.toString();
    }

    private static String line(Column column) {
        return "  "
                + column.name()
                + " "
                + column.type()
                + (column.nullable() ? "" : " not null")
                + (column.defaultExpression().isEmpty()
                        ? ""
                        : " default " + column.defaultExpression())
                + comment(column.comment());
    }

    private static String line(ForeignKey key) {
        return "%s(%s) -> %s(%s)"
                .formatted(key.from(), list(key.columns()), key.to(), list(key.referenced()));
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }

    private static String comment(String comment) {
        return comment.isEmpty() ? "" : ": " + comment;
    }

    private static ObjectNode json(Relation relation) {
        ObjectNode json = Heading.json(relation);
        ArrayNode columns = json.putArray("columns");
        relation.columns().forEach(column -> columns.add(json(column)));
        relation.primaryKey().forEach(json.putArray("primary_key")::add);
        relation.foreignKeys().forEach(add(json.putArray("foreign_keys")));
        relation.referencedBy().forEach(add(json.putArray("referenced_by")));
        ArrayNode indexes = json.putArray("indexes");
        relation.indexes().forEach(index -> indexes.add(json(index)));
        return json;
    }

    private static ObjectNode json(Column column) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", column.name())
                        .put("type", column.type())
                        .put("nullable", column.nullable());
        if (!column.defaultExpression().isEmpty()) {
            json.put("default", column.defaultExpression());
        }
        if (!column.comment().isEmpty()) {
            json.put("comment", column.comment());
        }
        return json;
    }

    private static Consumer<ForeignKey> add(ArrayNode list) {
        return key -> {
            ObjectNode json = list.addObject().put("name", key.name());
            json.put("table", key.from().toString());
            key.columns().forEach(json.putArray("columns")::add);
            json.put("references", key.to().toString());
            key.referenced().forEach(json.putArray("referenced_columns")::add);
        };
    }

    private static ObjectNode json(Index index) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", index.name())
                .put("unique", index.unique())
                .put("definition", index.definition());
    }
}
