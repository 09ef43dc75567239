package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The total walk: enters every object and every list of a statement's tree, so that nothing is in
 * the statement that was not looked at. What has no shape, no permission or no meaning here ends it
 * with a refusal; what it leaves behind is every table, function, type and dotted name, with its
 * place.
 */
final class Walk {

    private static final int MAX_DEPTH = 400;

    /** Each is replaced by a list of its columns, so many would make a text of any size. */
    private static final int MAX_TABLES = 300;

    private final Shapes shapes;
    private final Functions functions;
    private final Names names;
    private final Source source;
    private final Catalog visible;
    private final Findings findings = new Findings();
    private int depth;

    Walk(
            Shapes shapes,
            Vocabulary vocabulary,
            Functions functions,
            Source source,
            Catalog visible) {
        this.shapes = shapes;
        this.functions = functions;
        this.source = source;
        this.visible = visible;
        this.names = new Names(vocabulary, functions, visible, source, findings);
    }

    /** Walks the whole statement. */
    Findings over(Tree.Node statement) {
        node(statement, Scope.outermost());
        names.checkFields();
        return findings;
    }

    private void node(Tree.Node node, Scope scope) {
        if (!shapes.knows(node.type())) {
            throw Refusals.unknownConstruct(node.type(), place(node.fields()));
        }
        if (++depth > MAX_DEPTH) {
            throw Refusals.tooDeep();
        }
        switch (node.type()) {
            case "SelectStmt" -> select(node, scope);
            case "WithClause" -> with(node, scope);
            case "RangeVar" -> table(node, scope);
            case "RangeTableSample" -> sample(node, scope);
            case "RangeSubselect", "RangeFunction", "RangeTableFunc", "JsonTable" -> {
                addName(node, scope);
                fields(node, scope);
            }
            case "JoinExpr" -> join(node, scope);
            default -> {
                names.check(node, scope);
                fields(node, scope);
            }
        }
        depth--;
    }

    private void fields(Tree.Node node, Scope scope) {
        node.fields().properties().forEach(field -> field(node, field, scope));
    }

    private void field(Tree.Node node, Map.Entry<String, JsonNode> field, Scope scope) {
        if (!Proof.isPosition(field.getKey())) {
            value(structOf(node, field.getKey()), field.getValue(), scope);
        }
    }

    private String structOf(Tree.Node node, String field) {
        return shapes.struct(node.type(), field)
                .orElseThrow(
                        () ->
                                Refusals.unknownConstruct(
                                        node.type() + "." + field, place(node.fields())));
    }

    /**
     * What a field holds: a scalar, a list, a node, or the bare fields of the struct it is declared
     * as.
     */
    private void value(String struct, JsonNode value, Scope scope) {
        if (value.isArray()) {
            value.forEach(member -> value("", member, scope));
        } else if (value.isObject() && !struct.isEmpty()) {
            node(new Tree.Node(struct, value), scope);
        } else if (value.isObject() && !value.isEmpty()) {
            node(
                    Tree.node(value)
                            .orElseThrow(() -> Refusals.unknownConstruct("struct", Place.UNKNOWN)),
                    scope);
        }
    }

    private void join(Tree.Node node, Scope scope) {
        int first = scope.tables().size();
        addNames(node.fields(), scope);
        fields(node, scope);
        merged(node.fields(), scope);
        if (node.fields().has("alias")) {
            scope.cover(first);
        }
        if (node.fields().has("alias") || node.fields().has("isNatural")) {
            findings.joinsWholeRows();
        }
    }

    /** The columns that USING names. */
    private void merged(JsonNode join, Scope scope) {
        Tree.strings(join.path("usingClause"))
                .forEach(name -> findings.columns().add(new Findings.Column(scope, "", name)));
    }

    /** The name that something in FROM has without an alias; empty: it may have any. */
    private static Optional<String> ownName(Tree.Node node) {
        JsonNode call = node.fields().path("functions").path(0).path("List").path("items").path(0);
        List<String> function = Tree.strings(call.path("FuncCall").path("funcname"));
        return switch (node.type()) {
            case "RangeSubselect" -> Optional.of("unnamed_subquery");
            case "RangeTableFunc" -> Optional.of("xmltable");
            case "JsonTable" -> Optional.of("json_table");
            default -> function.isEmpty() ? Optional.empty() : Optional.of(function.getLast());
        };
    }

    private void select(Tree.Node select, Scope outer) {
        JsonNode with = select.fields().path("withClause");
        Scope around = outer;
        if (with.isObject()) {
            around = outer.inner(false);
            node(new Tree.Node("WithClause", with), around);
        }
        Scope scope = around.inner(isTableCommand(select.fields()));
        for (Map.Entry<String, JsonNode> field : select.fields().properties()) {
            if (!field.getKey().equals("withClause")) {
                field(select, field, scope);
            }
        }
        findings.groupedColumns().addAll(GroupKeys.of(select.fields(), scope, functions, source));
    }

    /** {@code TABLE t} is a SELECT whose only target is a star that stands nowhere in the text. */
    private static boolean isTableCommand(JsonNode select) {
        List<Tree.Node> targets = Tree.nodes(select.path("targetList"));
        return targets.size() == 1
                && Tree.node(targets.getFirst().fields().path("val"))
                        .filter(value -> value.is("ColumnRef"))
                        .map(Tree.Node::fields)
                        .filter(star -> Tree.location(star) < 0)
                        .isPresent();
    }

    /** With RECURSIVE every body sees every name; without, a body sees the names before its own. */
    private void with(Tree.Node with, Scope scope) {
        List<Tree.Node> expressions = Tree.nodes(with.fields().path("ctes"));
        expressions.forEach(this::checkExpression);
        boolean recursive = with.fields().path("recursive").asBoolean(false);
        if (recursive) {
            expressions.forEach(each -> scope.define(Tree.text(each.fields(), "ctename")));
        }
        with.fields().properties().forEach(field -> structOf(with, field));
        for (Tree.Node each : expressions) {
            node(each, scope);
            scope.define(Tree.text(each.fields(), "ctename"));
        }
    }

    private void structOf(Tree.Node node, Map.Entry<String, JsonNode> field) {
        if (!Proof.isPosition(field.getKey())) {
            structOf(node, field.getKey());
        }
    }

    private void checkExpression(Tree.Node expression) {
        JsonNode fields = expression.fields();
        if (Tree.node(fields.path("ctequery")).filter(q -> q.is("SelectStmt")).isEmpty()) {
            throw Refusals.notReadOnly("a statement in WITH changes data", place(fields));
        }
        String name = Tree.text(fields, "ctename");
        if (name.startsWith("pg_")) {
            throw Refusals.construct(
                    "the name `" + name + "` in WITH hides a name of the system",
                    "Choose a name that does not begin with pg_",
                    place(fields));
        }
    }

    /** {@code TABLESAMPLE} behind a table; behind anything else it means nothing. */
    private void sample(Tree.Node node, Scope scope) {
        node.fields().properties().forEach(field -> structOf(node, field));
        Tree.Node table =
                Tree.node(node.fields().path("relation"))
                        .filter(it -> it.is("RangeVar"))
                        .orElseThrow(Proof::failed);
        Reading.Sample sample = Sampling.of(node.fields(), source);
        table(table, scope, new Reading(isOnly(table.fields()), Optional.of(sample)), node);
    }

    private void table(Tree.Node node, Scope scope) {
        table(node, scope, new Reading(isOnly(node.fields()), Optional.empty()), node);
    }

    private static boolean isOnly(JsonNode table) {
        return !table.path("inh").asBoolean(false);
    }

    private void table(Tree.Node node, Scope scope, Reading reading, Tree.Node whole) {
        fields(node, scope);
        JsonNode fields = node.fields();
        String schema = Tree.text(fields, "schemaname");
        String name = Tree.text(fields, "relname");
        if (schema.isEmpty() && scope.defines(name)) {
            checkStored(reading, false, fields);
            scope.addOther(fields.has("alias") ? alias(fields) : name);
            return;
        }
        Relation relation = resolve(schema, name, fields);
        checkStored(reading, Reading.canSample(relation.kind()), fields);
        names.checkCalls(relation, fields);
        TableSite site = site(fields, relation, scope.isTableCommand(), reading, whole.fields());
        scope.add(site);
        findings.tables().add(site);
        if (findings.tables().size() > MAX_TABLES) {
            throw Refusals.tooManyTables(MAX_TABLES);
        }
    }

    private void checkStored(Reading reading, boolean stored, JsonNode fields) {
        if (reading.sample().isPresent() && !stored) {
            throw Refusals.construct(
                    "TABLESAMPLE reads from tables and materialized views only",
                    "Use ORDER BY random() with LIMIT",
                    place(fields));
        }
    }

    /** Something in FROM that is no table goes by its alias, or else by a name of its own. */
    private static void addName(Tree.Node node, Scope scope) {
        if (node.fields().has("alias")) {
            scope.addOther(alias(node.fields()));
        } else {
            ownName(node).ifPresentOrElse(scope::addOther, scope::addNameless);
        }
    }

    private static String alias(JsonNode fields) {
        return Tree.text(fields.path("alias"), "aliasname");
    }

    /** A join goes by its alias, and what it merges by the alias of USING. */
    private static void addNames(JsonNode join, Scope scope) {
        scope.addOther(alias(join));
        scope.addOther(Tree.text(join.path("join_using_alias"), "aliasname"));
    }

    private Relation resolve(String schema, String name, JsonNode fields) {
        return (schema.isEmpty()
                        ? visible.relation(name)
                        : visible.relation(new RelationName(schema, name)))
                .orElseThrow(() -> Refusals.relation(schema, name, visible, place(fields)));
    }

    private TableSite site(
            JsonNode fields,
            Relation relation,
            boolean inCommand,
            Reading reading,
            JsonNode whole) {
        int at = Tree.location(fields);
        int end = source.endOfStar(source.endOfName(at, fields.has("schemaname") ? 2 : 1));
        int start = reading.only() ? source.startOfOnly(at) : at;
        int command = inCommand ? source.startOfWordBefore(start, "table") : start;
        if (end < 0 || start < 0 || command < 0) {
            throw Proof.failed();
        }
        boolean inParentheses = reading.only() && source.isParenthesized(start, at);
        String alias = Tree.text(fields.path("alias"), "aliasname");
        return new TableSite(
                fields,
                whole,
                relation,
                alias.isEmpty() ? Tree.text(fields, "relname") : alias,
                !alias.isEmpty(),
                command,
                inParentheses ? source.endOfWord(end, ")") : end,
                inCommand,
                reading);
    }

    private Place place(JsonNode fields) {
        return source.place(fields.has("location") ? Tree.location(fields) : -1);
    }
}
