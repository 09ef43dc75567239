package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trees that the guard itself stands for, built by hand: what the parser must find where the guard
 * put something into the text. They are not made by parsing what was put there, or a mistake in
 * writing it would prove itself.
 */
final class Nodes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    static ObjectNode node(String type, JsonNode fields) {
        return JSON.objectNode().set(type, fields);
    }

    static ObjectNode string(String value) {
        return node("String", JSON.objectNode().put("sval", value));
    }

    static ArrayNode strings(List<String> values) {
        ArrayNode list = JSON.arrayNode();
        values.forEach(value -> list.add(string(value)));
        return list;
    }

    static ObjectNode column(List<String> name) {
        return node("ColumnRef", JSON.objectNode().set("fields", strings(name)));
    }

    /** The fields of {@code (SELECT columns FROM relation) AS alias}. */
    static ObjectNode subselect(ObjectNode query, JsonNode alias) {
        ObjectNode fields = JSON.objectNode();
        fields.set("subquery", query);
        fields.set("alias", alias);
        return fields;
    }

    static ObjectNode alias(String name) {
        return JSON.objectNode().put("aliasname", name);
    }

    /**
     * {@code SELECT targets FROM source WHERE condition}.
     *
     * @param condition the node, or a missing one
     */
    static ObjectNode select(ArrayNode targets, JsonNode source, JsonNode condition) {
        ObjectNode fields = JSON.objectNode();
        if (!condition.isMissingNode()) {
            fields.set("whereClause", condition);
        }
        return select(targets, source, fields);
    }

    /** A column of its own name in the list of targets. */
    static ObjectNode target(String name) {
        return target(column(List.of(name)));
    }

    /** {@code value AS name} in the list of targets. */
    static ObjectNode target(JsonNode value, String name) {
        ObjectNode fields = JSON.objectNode().put("name", name);
        return node("ResTarget", fields.set("val", value));
    }

    /** {@code SELECT * FROM (query) AS alias LIMIT rows OFFSET skip}, the end only if it skips. */
    static ObjectNode limited(JsonNode query, String alias, int rows, int skip) {
        ObjectNode star = node("A_Star", JSON.objectNode());
        ObjectNode all =
                node("ColumnRef", JSON.objectNode().set("fields", JSON.arrayNode().add(star)));
        ObjectNode from = JSON.objectNode();
        from.set("subquery", query);
        from.set("alias", alias(alias));
        ObjectNode limit = JSON.objectNode();
        limit.set("limitCount", integer(rows));
        if (skip > 0) {
            limit.set("limitOffset", integer(skip));
        }
        return select(JSON.arrayNode().add(target(all)), node("RangeSubselect", from), limit);
    }

    /** {@code EXPLAIN (FORMAT json, option) query}. */
    static ObjectNode explain(JsonNode query, Optional<String> option) {
        ObjectNode format = option("format");
        format.set("arg", string("json"));
        ArrayNode options = JSON.arrayNode().add(node("DefElem", format));
        option.ifPresent(name -> options.add(node("DefElem", option(name))));
        ObjectNode fields = JSON.objectNode();
        fields.set("query", query);
        fields.set("options", options);
        return node("ExplainStmt", fields);
    }

    private static ObjectNode option(String name) {
        return JSON.objectNode().put("defname", name).put("defaction", "DEFELEM_UNSPEC");
    }

    private static ObjectNode select(ArrayNode targets, JsonNode from, ObjectNode fields) {
        if (!targets.isEmpty()) {
            fields.set("targetList", targets);
        }
        fields.set("fromClause", JSON.arrayNode().add(from));
        String limit = fields.has("limitCount") ? "LIMIT_OPTION_COUNT" : "LIMIT_OPTION_DEFAULT";
        return node("SelectStmt", fields.put("limitOption", limit).put("op", "SETOP_NONE"));
    }

    private static ObjectNode target(ObjectNode value) {
        return node("ResTarget", JSON.objectNode().set("val", value));
    }

    /** {@code value IS NULL AND FALSE}. */
    static ObjectNode nullAndFalse(JsonNode value) {
        ObjectNode test = JSON.objectNode();
        test.set("arg", value);
        test.put("nulltesttype", "IS_NULL");
        ObjectNode fields = JSON.objectNode().put("boolop", "AND_EXPR");
        fields.set(
                "args",
                JSON.arrayNode().add(node("NullTest", test)).add(Fragment.truth(false).tree()));
        return node("BoolExpr", fields);
    }

    /** The relation in FROM. */
    static ObjectNode table(RelationName relation) {
        ObjectNode fields =
                JSON.objectNode()
                        .put("schemaname", relation.schema())
                        .put("relname", relation.name())
                        .put("inh", true)
                        .put("relpersistence", "p");
        return node("RangeVar", fields);
    }

    private static ObjectNode integer(int value) {
        return node("A_Const", JSON.objectNode().set("ival", JSON.objectNode().put("ival", value)));
    }
}
