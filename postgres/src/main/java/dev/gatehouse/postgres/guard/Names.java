package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Judges every name in a statement that is not a table's: functions, types, operators, columns. */
final class Names {

    /** What SQLValueFunction may tell: the time. The others tell about the session. */
    private static final Set<String> TIMES =
            Set.of(
                    "SVFOP_CURRENT_DATE",
                    "SVFOP_CURRENT_TIME",
                    "SVFOP_CURRENT_TIME_N",
                    "SVFOP_CURRENT_TIMESTAMP",
                    "SVFOP_CURRENT_TIMESTAMP_N",
                    "SVFOP_LOCALTIME",
                    "SVFOP_LOCALTIME_N",
                    "SVFOP_LOCALTIMESTAMP",
                    "SVFOP_LOCALTIMESTAMP_N");

    private final Vocabulary vocabulary;
    private final Catalog visible;
    private final Source source;
    private final Findings findings;

    Names(Vocabulary vocabulary, Catalog visible, Source source, Findings findings) {
        this.vocabulary = vocabulary;
        this.visible = visible;
        this.source = source;
        this.findings = findings;
    }

    /** Judges the names that a node itself holds; those inside it are the walk's. */
    void check(Tree.Node node) {
        JsonNode fields = node.fields();
        switch (node.type()) {
            case "FuncCall" -> function(fields);
            case "A_Expr" -> operator(fields.path("name"), place(fields));
            case "SubLink" -> operator(fields.path("operName"), place(fields));
            case "SortBy" -> operator(fields.path("useOp"), place(fields));
            case "CollateClause" -> collation(fields);
            case "TypeName" -> type(fields);
            case "ColumnRef" -> column(fields);
            case "A_Indirection" -> selection(fields);
            case "SQLValueFunction" -> sessionFunction(fields);
            default -> {}
        }
    }

    private void function(JsonNode fields) {
        List<String> name = Tree.strings(fields.path("funcname"));
        if (!Vocabulary.isBuiltIn(name) || !vocabulary.hasFunction(name.getLast())) {
            throw Refusals.function(
                    String.join(".", name), vocabulary.functionNames(), place(fields));
        }
        findings.functions().add(name.getLast());
    }

    private void sessionFunction(JsonNode fields) {
        String name = Tree.text(fields, "op");
        if (!TIMES.contains(name)) {
            throw Refusals.function(
                    name.replace("SVFOP_", ""), vocabulary.functionNames(), place(fields));
        }
    }

    private static void operator(JsonNode list, Place place) {
        List<String> name = Tree.strings(list);
        if (name.size() > 1 && !Vocabulary.isBuiltIn(name)) {
            throw Refusals.construct(
                    "the operator `" + String.join(".", name) + "` is not available",
                    "The built-in operators are, written without a schema",
                    place);
        }
    }

    private void collation(JsonNode fields) {
        List<String> name = Tree.strings(fields.path("collname"));
        if (!Vocabulary.isBuiltIn(name)) {
            throw Refusals.construct(
                    "the collation `" + String.join(".", name) + "` is not available",
                    "The built-in collations are, such as \"C\"",
                    place(fields));
        }
    }

    private void type(JsonNode fields) {
        List<String> name = Tree.strings(fields.path("names"));
        if (Vocabulary.isBuiltIn(name) && vocabulary.hasType(name.getLast())) {
            return;
        }
        if (name.size() == 2 && visible.hasEnum(new RelationName(name.get(0), name.get(1)))) {
            return;
        }
        RelationName found =
                name.size() == 1 ? visible.enumNamed(name.getFirst()).orElse(null) : null;
        if (found == null) {
            throw Refusals.type(String.join(".", name), place(fields));
        }
        int from = Tree.location(fields);
        int to = source.endOfName(from, 1);
        findings.bareTypes().add(new Findings.BareType(fields, found, from, to));
    }

    /**
     * {@code a.b} may call the function b on a; {@code a.b.c} names a schema, {@code a.b.c.d} a
     * database.
     */
    private void column(JsonNode fields) {
        JsonNode parts = fields.path("fields");
        List<String> name = Tree.strings(parts);
        if (parts.size() > 1 && name.size() == parts.size()) {
            findings.fields().add(new Findings.Field(name.getLast(), place(fields)));
        }
        if (parts.size() > 3) {
            throw Refusals.construct(
                    "a column cannot be reached through the name of a database",
                    "Write table.column",
                    place(fields));
        }
        if (parts.size() == 3) {
            int from = Tree.location(fields);
            findings.qualifiedColumns()
                    .add(
                            new Findings.QualifiedColumn(
                                    fields,
                                    new RelationName(name.get(0), name.get(1)),
                                    from,
                                    source.endOfQualifier(from),
                                    place(fields)));
        }
    }

    private void selection(JsonNode fields) {
        for (String name : Tree.strings(fields.path("indirection"))) {
            findings.fields().add(new Findings.Field(name, Place.UNKNOWN));
        }
    }

    /**
     * Judges the dotted names once all tables are known: {@code (x).name} is a column where x has
     * one, and otherwise a call, without a function node in the tree, of whatever function has that
     * name.
     */
    void checkFields() {
        for (Findings.Field field : findings.fields()) {
            boolean calls =
                    visible.isUnaryFunction(field.name()) && !vocabulary.hasFunction(field.name());
            if (calls && !isColumn(field.name())) {
                throw Refusals.functionInDisguise(field.name(), field.place());
            }
        }
        for (Findings.QualifiedColumn column : findings.qualifiedColumns()) {
            if (findings.tables().stream().noneMatch(table -> isNamedBy(table, column))) {
                throw Refusals.notInFrom(column.table(), column.place());
            }
        }
    }

    private boolean isColumn(String name) {
        return findings.tables().stream()
                .anyMatch(table -> table.relation().columnNames().contains(name));
    }

    private static boolean isNamedBy(TableSite table, Findings.QualifiedColumn column) {
        return !table.aliased() && table.relation().name().equals(column.table());
    }

    /** A view runs its functions for whoever reads it, so they are judged like the reader's own. */
    void checkCalls(Relation relation, Place place) {
        for (RelationName call : relation.calls()) {
            boolean builtIn = call.schema().equals("pg_catalog");
            if (!builtIn || !vocabulary.hasFunction(call.name())) {
                throw new Refused(
                        Code.FUNCTION_REFUSED,
                        "the view `"
                                + relation.name()
                                + "` calls the function `"
                                + call.name()
                                + "`, which is not available",
                        "Read the tables behind the view instead",
                        place);
            }
        }
    }

    private Place place(JsonNode fields) {
        return source.place(fields.has("location") ? Tree.location(fields) : -1);
    }
}
