package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.mcp.schema.ArraySchema;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has changed since the database was read before, as far as it exists for the caller.
 *
 * @param before what there was
 */
record Refreshed(Map<RelationName, Relation> before, Map<RelationName, Relation> now) {

    private static final int MOST_NAMES = 20;

    static ObjectSchema output() {
        return Schema.object()
                .required("tables", Schema.integer("How many tables and views there are"))
                .required("added", Schema.integer("How many are new"))
                .required("removed", Schema.integer("How many are gone"))
                .required(
                        "changed", Schema.integer("How many have other columns, keys or comments"))
                .required("added_names", names("Names of the new ones"))
                .required("removed_names", names("Names of those that are gone"))
                .required("changed_names", names("Names of the changed ones"));
    }

    private static ArraySchema names(String description) {
        return Schema.array(
                description + ", the first " + MOST_NAMES, Schema.string("schema.table"));
    }

    /**
     * @param before empty when nothing was known; then nothing has changed
     */
    static ToolResult since(Optional<Catalog> before, Answer.Sight sight) {
        Map<RelationName, Relation> now = byName(sight.catalog());
        return new Refreshed(before.map(Refreshed::byName).orElse(now), now).result();
    }

    private static Map<RelationName, Relation> byName(Catalog catalog) {
        return catalog.relations().stream()
                .collect(Collectors.toMap(Relation::name, Function.identity()));
    }

    private ToolResult result() {
        StringBuilder text = new StringBuilder();
        text.append(now.size()).append(" tables and views");
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("tables", now.size());
        tell("added", missing(now, before), text, json);
        tell("removed", missing(before, now), text, json);
        tell("changed", changed(), text, json);
        return ToolResult.structured(text.toString(), json);
    }

    private static List<RelationName> missing(
            Map<RelationName, Relation> these, Map<RelationName, Relation> those) {
        return these.keySet().stream().filter(name -> !those.containsKey(name)).sorted().toList();
    }

    private List<RelationName> changed() {
        return now.values().stream()
                .filter(relation -> isChanged(before.get(relation.name()), relation))
                .map(Relation::name)
                .sorted()
                .toList();
    }

    private static boolean isChanged(@Nullable Relation known, Relation relation) {
        return known != null && !known.withoutEstimate().equals(relation.withoutEstimate());
    }

    private static void tell(
            String how, List<RelationName> names, StringBuilder text, ObjectNode json) {
        List<String> told = names.stream().limit(MOST_NAMES).map(RelationName::toString).toList();
        json.put(how, names.size());
        told.forEach(json.putArray(how + "_names")::add);
        if (!names.isEmpty()) {
            text.append('\n').append(names.size()).append(' ').append(how).append(": ");
            text.append(String.join(", ", told)).append(names.size() > told.size() ? ", ..." : "");
        }
    }
}
