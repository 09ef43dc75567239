package dev.gatehouse.postgres.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds of any text whatever that goes the whole way through the guard: it is refused in words
 * that tell nothing, or it has become one read in which no table stands but inside the very
 * subqueries that are written for a caller. Knows nothing of how the guard comes to that.
 */
final class GuardOracle {

    private static final Purpose FETCH = new Purpose.Fetch(7);

    /** What no read consists of. */
    private static final Set<String> NEVER =
            Set.of(
                    "intoClause",
                    "lockingClause",
                    "InsertStmt",
                    "UpdateStmt",
                    "DeleteStmt",
                    "MergeStmt",
                    "CopyStmt",
                    "CallStmt",
                    "DoStmt",
                    "TransactionStmt",
                    "VariableSetStmt");

    private final GrammarVersion version;
    private final Caller caller;
    private final PolicedShop shop;

    /** The subqueries that may stand for tables, positions aside. */
    private final Set<JsonNode> sights = new HashSet<>();

    /** Those of them that show all of a table, and so may be read in part. */
    private final Set<JsonNode> open = new HashSet<>();

    GuardOracle(GrammarVersion version, Caller caller) {
        this.version = version;
        this.caller = caller;
        this.shop = new PolicedShop(version);
        for (Relation relation : shop.visible(caller).relations()) {
            String all = "SELECT * FROM " + Quoted.name(relation.name());
            JsonNode sight = subquery(inside(tree(guard(all).text())));
            sights.add(sight);
            if (permit(analysis(all)).obligations().openPlan()) {
                open.add(sight);
            }
        }
    }

    private static JsonNode subquery(JsonNode select) {
        return withoutPlaces(
                select.path("SelectStmt")
                        .path("fromClause")
                        .path(0)
                        .path("RangeSubselect")
                        .path("subquery"));
    }

    /** What the limit is around. */
    private static JsonNode inside(JsonNode statement) {
        return statement
                .path("SelectStmt")
                .path("fromClause")
                .path(0)
                .path("RangeSubselect")
                .path("subquery");
    }

    /** The guarded text; empty when the text is refused. */
    Optional<String> check(String sql) {
        SafeSql safe;
        try {
            safe = guard(sql);
        } catch (Refused refused) {
            checkRefusal(sql, refused.refusal());
            return Optional.empty();
        }
        checkPlaces(safe);
        checkGuarded(safe.text());
        return Optional.of(safe.text());
    }

    /** Whether a text, wherever it is from, could have come out of the guard. */
    void checkGuarded(String sql) {
        new Reading(sql).check();
    }

    private SafeSql guard(String sql) {
        Analysis analysis = analysis(sql);
        return analysis.guard(permit(analysis).obligations(), FETCH);
    }

    private Analysis analysis(String sql) {
        return GuardFixture.DIALECT.analyse(sql, shop.visible(caller));
    }

    private Decision.Permit permit(Analysis analysis) {
        return switch (shop.policy().decide(caller, PolicedShop.DATABASE, analysis)) {
            case Decision.Permit permit -> permit;
            case Decision.Deny deny -> throw new Refused(deny.refusal());
        };
    }

    private boolean isSight(JsonNode subquery) {
        JsonNode found = withoutPlaces(subquery);
        return isAmong(sights, found) || isAmong(open, whole(found));
    }

    /** Whether it is one of them, or one of them with fewer columns. */
    private static boolean isAmong(Set<JsonNode> sights, JsonNode found) {
        return sights.stream()
                .anyMatch(
                        sight ->
                                withoutTargets(sight).equals(withoutTargets(found))
                                        && isPart(targets(found), targets(sight)));
    }

    private static JsonNode withoutTargets(JsonNode query) {
        JsonNode copy = query.deepCopy();
        if (copy.path("SelectStmt") instanceof ObjectNode select) {
            select.remove("targetList");
        }
        return copy;
    }

    private static List<JsonNode> targets(JsonNode query) {
        return query.path("SelectStmt").path("targetList").valueStream().toList();
    }

    /** Whether all of the few stand among the many, in the same order. */
    private static boolean isPart(List<JsonNode> few, List<JsonNode> many) {
        Iterator<JsonNode> rest = many.iterator();
        return few.stream().allMatch(each -> found(each, rest));
    }

    private static boolean found(JsonNode wanted, Iterator<JsonNode> rest) {
        while (rest.hasNext()) {
            if (rest.next().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The same query without ONLY and TABLESAMPLE, where these hold nothing but constants. */
    private static JsonNode whole(JsonNode query) {
        JsonNode copy = query.deepCopy();
        JsonNode select = copy.path("SelectStmt");
        JsonNode from = select.path("fromClause").path(0);
        JsonNode sample = from.path("RangeTableSample");
        JsonNode table = sample.isObject() ? sample.path("relation") : from;
        boolean constant =
                sample.path("args").valueStream().allMatch(each -> each.has("A_Const"))
                        && (!sample.has("repeatable") || sample.path("repeatable").has("A_Const"));
        if (constant && table.path("RangeVar") instanceof ObjectNode fields) {
            fields.put("inh", true);
            ((ObjectNode) select)
                    .set("fromClause", JsonNodeFactory.instance.arrayNode().add(table));
        }
        return copy;
    }

    private void checkRefusal(String sql, Refusal refusal) {
        if (Set.of(Code.INTERNAL_ERROR, Code.PROOF_FAILED).contains(refusal.code())) {
            throw new AssertionError(refusal + " for: " + sql);
        }
        String words = (refusal.message() + refusal.help()).toLowerCase(Locale.ROOT);
        if (words.contains(PolicedShop.HIDDEN) && !mayNameHidden(sql)) {
            throw new AssertionError("told: " + refusal + " for: " + sql);
        }
        if (refusal.code() == Code.STATEMENT_TOO_LARGE) {
            tree("SELECT 1");
        }
    }

    /** Whether the caller has said it first, if only in escapes. */
    private static boolean mayNameHidden(String sql) {
        return sql.indexOf('\\') >= 0
                || sql.contains("&")
                || sql.toLowerCase(Locale.ROOT).contains(PolicedShop.HIDDEN);
    }

    private static void checkPlaces(SafeSql safe) {
        int length = safe.text().length();
        int step = 1 + length / 50;
        for (int offset = -1; offset <= length + 1; offset += step) {
            boolean known = safe.placeOf(offset).known() || safe.isWritten(offset);
            if (!known) {
                throw new AssertionError("no place for " + offset + " of " + safe.text());
            }
        }
    }

    private JsonNode tree(String sql) {
        byte[] json = GuardFixture.parser(version).parse(sql.getBytes(UTF_8));
        JsonNode statements = JsonMapper.shared().readTree(json).path("stmts");
        if (statements.size() != 1) {
            throw new AssertionError(statements.size() + " statements: " + sql);
        }
        return statements.path(0).path("stmt");
    }

    private static JsonNode withoutPlaces(JsonNode tree) {
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(member -> copy.add(withoutPlaces(member)));
            return copy;
        }
        if (!tree.isObject()) {
            return tree;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!field.getKey().endsWith("location")) {
                copy.set(field.getKey(), withoutPlaces(field.getValue()));
            }
        }
        return copy;
    }

    /** One guarded text, read to its last node. */
    private final class Reading {

        private final String text;

        Reading(String text) {
            this.text = text;
        }

        void check() {
            JsonNode statement = tree(text);
            String type = statement.propertyNames().iterator().next();
            if (!Set.of("SelectStmt", "ExplainStmt").contains(type)) {
                throw wrong("is a " + type);
            }
            read(statement, Set.of());
        }

        private void read(JsonNode node, Set<String> names) {
            if (node.isArray()) {
                node.forEach(member -> read(member, names));
                return;
            }
            Set<String> known =
                    node.has("withClause") ? with(node.path("withClause"), names) : names;
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                field(field.getKey(), field.getValue(), known);
            }
        }

        private void field(String name, JsonNode value, Set<String> names) {
            if (NEVER.contains(name)) {
                throw wrong("has " + name);
            }
            switch (name) {
                case "withClause" -> {}
                case "RangeVar" -> table(value, names);
                case "FuncCall" -> {
                    call(value);
                    read(value, names);
                }
                case "RangeSubselect" -> {
                    if (!isSight(value.path("subquery"))) {
                        read(value, names);
                    }
                }
                default -> read(value, names);
            }
        }

        /** The names that hold behind WITH, whose bodies are read here. */
        private Set<String> with(JsonNode with, Set<String> outer) {
            Set<String> names = new HashSet<>(outer);
            boolean recursive = with.path("recursive").asBoolean(false);
            if (recursive) {
                with.path("ctes").forEach(each -> names.add(name(each)));
            }
            for (JsonNode each : with.path("ctes")) {
                read(each, Set.copyOf(names));
                names.add(name(each));
            }
            return names;
        }

        private static String name(JsonNode expression) {
            return expression.path("CommonTableExpr").path("ctename").asString("");
        }

        private void table(JsonNode fields, Set<String> names) {
            if (fields.has("schemaname") || !names.contains(fields.path("relname").asString(""))) {
                throw wrong("reads " + fields);
            }
        }

        private void call(JsonNode fields) {
            JsonNode name = fields.path("funcname");
            String first = name.path(0).path("String").path("sval").asString("");
            if (name.size() > 1 && !first.equals("pg_catalog")) {
                throw wrong("calls " + name);
            }
        }

        private AssertionError wrong(String what) {
            return new AssertionError("the guarded text " + what + ": " + text);
        }
    }
}
