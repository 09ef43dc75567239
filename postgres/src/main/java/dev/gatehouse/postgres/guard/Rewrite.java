package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Obligations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what the walk found, and what policy obliges us to, into edits of the text and, side by
 * side, into the exchanges of the tree that exactly those edits must bring about.
 */
final class Rewrite {

    private final Map<RelationName, Sight> narrow = new HashMap<>();
    private final Map<RelationName, Sight> wide = new HashMap<>();
    private final Reach reach;
    private final Splice splice = new Splice();
    private final Proof proof = new Proof();
    private final Obligations obligations;

    private Rewrite(Reach reach, Obligations obligations) {
        this.reach = reach;
        this.obligations = obligations;
    }

    static Rewrite of(Findings findings, Obligations obligations) {
        Rewrite rewrite = new Rewrite(new Reach(findings), obligations);
        findings.tables().forEach(rewrite::table);
        findings.groupedColumns().forEach(rewrite::groupBy);
        findings.qualifiedColumns().forEach(rewrite::column);
        findings.bareTypes().forEach(rewrite::type);
        findings.bareCalls().forEach(rewrite::call);
        return rewrite;
    }

    Splice splice() {
        return splice;
    }

    Proof proof() {
        return proof;
    }

    private Sight sight(TableSite site) {
        Map<RelationName, Sight> sights = reach.isWhole(site) ? wide : narrow;
        return sights.computeIfAbsent(
                site.relation().name(), _ -> Sight.of(access(site), obligations, Reading.WHOLE));
    }

    private Access access(TableSite site) {
        Access access = obligations.of(site.relation().name()).orElseThrow(Proof::failed);
        return reach.isWhole(site) ? access : reach.narrowed(access);
    }

    /**
     * What a part of a table tells of the whole, such as how many of the rows of its pages are in
     * sight, is no business of somebody who may not see the whole.
     */
    private Sight partial(TableSite site) {
        Access access = access(site);
        if (!access.openPlan()) {
            throw Refusals.construct(
                    site.reading().words()
                            + " is not available for `"
                            + site.relation().name()
                            + "`, of which not everything is shown",
                    "Read the table as it is; ORDER BY random() with LIMIT takes a sample",
                    Place.UNKNOWN);
        }
        return Sight.of(access, obligations, site.reading());
    }

    /** The table becomes a subquery that yields what may be seen of it, under the same name. */
    private void table(TableSite site) {
        Sight sight = site.reading().isWhole() ? sight(site) : partial(site);
        splice.replace(
                site.from(),
                site.to(),
                (site.tableCommand() ? "SELECT * FROM " : "")
                        + ("(" + sight.text() + ")")
                        + (site.aliased() ? "" : " AS " + Quoted.name(site.alias())));
        JsonNode alias = site.aliased() ? site.node().path("alias") : Nodes.alias(site.alias());
        proof.exchange(site.whole(), "RangeSubselect", Nodes.subselect(sight.query(), alias));
        site.reading().sample().ifPresent(it -> splice.replace(it.from(), it.to(), ""));
    }

    private void groupBy(Findings.GroupedColumns added) {
        StringBuilder text = new StringBuilder();
        added.columns()
                .forEach(
                        column ->
                                text.append(Quoted.name(added.alias()))
                                        .append('.')
                                        .append(Quoted.name(column))
                                        .append(", "));
        splice.replace(added.at(), added.at(), text.toString());
        List<JsonNode> members =
                added.columns().stream()
                        .<JsonNode>map(column -> Nodes.column(List.of(added.alias(), column)))
                        .toList();
        proof.insert(added.key(), members);
    }

    /** The subquery has no schema, so {@code schema.table.column} loses it. */
    private void column(Findings.QualifiedColumn column) {
        splice.replace(column.from(), column.to(), "");
        JsonNode parts = column.node().path("fields");
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        kept.add(parts.path(1)).add(parts.path(2));
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        proof.exchange(column.node(), "ColumnRef", fields.set("fields", kept));
    }

    /** Functions of users are not on the session's search path, either. */
    private void call(Findings.BareCall call) {
        String schema = call.function().schema();
        splice.replace(call.at(), call.at(), call.gap() + Quoted.name(schema) + ".");
        proof.insert(call.name(), List.of(Nodes.string(schema)));
    }

    /**
     * The session's search path knows the system's types only, so ours are named with their schema.
     */
    private void type(Findings.BareType type) {
        splice.replace(type.from(), type.to(), Quoted.name(type.type()));
        ObjectNode fields = (ObjectNode) type.node().deepCopy();
        fields.set("names", Nodes.strings(List.of(type.type().schema(), type.type().name())));
        proof.exchange(type.node(), "TypeName", fields);
    }
}
