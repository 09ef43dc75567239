package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.mcp.schema.ArraySchema;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One table or view: what there is of it, exactly, a page at a time. */
final class Portraits {

    /** Texts are whole up to here; nobody writes longer ones for somebody to read. */
    private static final int LONGEST_TEXT = 4000;

    private static final int MOST_VALUES = 500;

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
                .required("indexes", Schema.array("Indexes", index()))
                .optional(
                        "totals",
                        Schema.object()
                                .required("columns", Schema.integer("Columns"))
                                .required("foreign_keys", Schema.integer("Foreign keys"))
                                .required("referenced_by", Schema.integer("References to it"))
                                .required("indexes", Schema.integer("Indexes")))
                .optional("next_cursor", Schema.string("There is more; give this as cursor"));
    }

    private static ObjectSchema column() {
        return Schema.object()
                .required("name", Schema.string("Name"))
                .required("type", Schema.string("Type"))
                .required("nullable", Schema.bool("Whether it may be null"))
                .optional("default", Schema.string("Default, or what it is generated from, as SQL"))
                .optional(
                        "values",
                        Schema.array("What it can be, if that is a list", Schema.string("Value")))
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

    static ToolResult of(PortraitPage page) {
        return ToolResult.structured(PortraitText.of(page), json(page));
    }

    private static ObjectNode json(PortraitPage page) {
        ObjectNode json = Heading.json(page.relation(), LONGEST_TEXT);
        ArrayNode columns = json.putArray("columns");
        page.columns().shown().forEach(it -> columns.add(json(it, page.labels())));
        page.relation().primaryKey().forEach(json.putArray("primary_key")::add);
        page.foreignKeys().shown().forEach(add(json.putArray("foreign_keys")));
        page.referencedBy().shown().forEach(add(json.putArray("referenced_by")));
        ArrayNode indexes = json.putArray("indexes");
        page.indexes().shown().forEach(index -> indexes.add(json(index)));
        if (page.goesOn()) {
            json.putObject("totals")
                    .put("columns", page.columns().all())
                    .put("foreign_keys", page.foreignKeys().all())
                    .put("referenced_by", page.referencedBy().all())
                    .put("indexes", page.indexes().all());
            json.put("next_cursor", page.nextCursor());
        }
        return json;
    }

    private static ObjectNode json(Column column, Map<String, List<String>> labels) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", column.name())
                        .put("type", column.type())
                        .put("nullable", column.nullable());
        if (!column.defaultExpression().isEmpty()) {
            json.put("default", Excerpt.cut(column.defaultExpression(), LONGEST_TEXT));
        }
        List<String> values = labels.getOrDefault(column.type(), List.of());
        if (!values.isEmpty()) {
            values.stream().limit(MOST_VALUES).forEach(json.putArray("values")::add);
        }
        if (!column.comment().isEmpty()) {
            json.put("comment", Excerpt.cut(column.comment(), LONGEST_TEXT));
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
                .put("definition", Excerpt.cut(index.definition(), LONGEST_TEXT));
    }
}
