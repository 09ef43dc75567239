package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    /**
     * Functions whose first argument may be a text search configuration, if they have that many.
     */
    private static final Map<String, Integer> WITH_CONFIGURATION =
            Map.of(
                    "to_tsvector", 2,
                    "json_to_tsvector", 3,
                    "jsonb_to_tsvector", 3,
                    "to_tsquery", 2,
                    "plainto_tsquery", 2,
                    "phraseto_tsquery", 2,
                    "websearch_to_tsquery", 2,
                    "ts_headline", 3);

    private static final Pattern CONFIGURATION = Pattern.compile("(pg_catalog\\.)?\\w*");

    private final Vocabulary vocabulary;
    private final Functions functions;
    private final Catalog visible;
    private final Source source;
    private final Findings findings;

    /** The types to which nothing but literals are cast. */
    private final Set<JsonNode> literals = Collections.newSetFromMap(new IdentityHashMap<>());

    Names(
            Vocabulary vocabulary,
            Functions functions,
            Catalog visible,
            Source source,
            Findings findings) {
        this.vocabulary = vocabulary;
        this.functions = functions;
        this.visible = visible;
        this.source = source;
        this.findings = findings;
    }

    /** Judges the names that a node itself holds; those inside it are the walk's. */
    void check(Tree.Node node, Scope scope) {
        JsonNode fields = node.fields();
        switch (node.type()) {
            case "FuncCall" -> function(fields);
            case "A_Expr" -> operator(fields, "name");
            case "SubLink" -> operator(fields, "operName");
            case "SortBy" -> operator(fields, "useOp");
            case "CollateClause" -> collation(fields);
            case "TypeCast" -> cast(fields);
            case "TypeName" -> type(fields);
            case "ColumnRef" -> column(fields, scope);
            case "A_Indirection" -> selection(fields, scope);
            case "SQLValueFunction" -> sessionFunction(fields);
            case "ResTarget" -> findings.outputs().add(Tree.text(fields, "name"));
            case "Alias" -> findings.outputs().addAll(Tree.strings(fields.path("colnames")));
            case "CommonTableExpr" ->
                    findings.outputs().addAll(Tree.strings(fields.path("aliascolnames")));
            default -> {}
        }
    }

    private void function(JsonNode fields) {
        List<String> name = Tree.strings(fields.path("funcname"));
        if (!functions.isBuiltIn(name)) {
            functionOfUsers(name, fields);
            return;
        }
        checkConfiguration(name.getLast(), fields);
        findings.functions().add(name.getLast());
    }

    private void functionOfUsers(List<String> name, JsonNode fields) {
        RelationName function =
                functions
                        .ofUsers(name)
                        .orElseThrow(
                                () ->
                                        Refusals.function(
                                                String.join(".", name), functions, place(fields)));
        findings.functions().add(function.toString());
        findings.calls().add(function);
        if (name.size() == 1) {
            JsonNode only = fields.path("funcname").path(0).path("String");
            int at = Tree.location(fields);
            // Without a space, u&f(1) would begin with a name in Unicode escapes.
            String gap = source.isAfter(at, '&') ? " " : "";
            findings.bareCalls().add(new Findings.BareCall(only, function, at, gap));
        }
    }

    /**
     * A text search configuration is looked up by its name, and the error about one in a schema
     * tells whether there is such a schema.
     */
    private void checkConfiguration(String function, JsonNode fields) {
        JsonNode arguments = fields.path("args");
        Integer least = WITH_CONFIGURATION.get(function);
        if (least == null || arguments.size() < least) {
            return;
        }
        JsonNode first = arguments.path(0);
        while (first.has("CollateClause")) {
            first = first.path("CollateClause").path("arg");
        }
        String name = first.path("A_Const").path("sval").path("sval").asString("");
        if (!CONFIGURATION.matcher(name).matches()) {
            throw Refusals.construct(
                    "the text search configuration `" + name + "` is not available",
                    "The built-in configurations are, such as 'english'",
                    place(fields));
        }
    }

    private void sessionFunction(JsonNode fields) {
        String name = Tree.text(fields, "op");
        if (!TIMES.contains(name)) {
            throw Refusals.function(name.replace("SVFOP_", ""), functions, place(fields));
        }
    }

    private void operator(JsonNode fields, String field) {
        List<String> name = Tree.strings(fields.path(field));
        if (name.size() > 1 && !Vocabulary.isBuiltIn(name)) {
            throw Refusals.construct(
                    "the operator `" + String.join(".", name) + "` is not available",
                    "The built-in operators are, written without a schema",
                    place(fields));
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

    /** A literal becomes a value of the type that it is cast to by the type itself. */
    private void cast(JsonNode fields) {
        JsonNode constant = fields.path("arg").path("A_Const");
        if (constant.has("sval") || constant.has("isnull")) {
            literals.add(fields.path("typeName"));
        }
    }

    private void type(JsonNode fields) {
        List<String> name = Tree.strings(fields.path("names"));
        if (Vocabulary.isBuiltIn(name) && vocabulary.hasType(name.getLast())) {
            note(new RelationName("pg_catalog", Vocabulary.element(name.getLast())), fields);
            return;
        }
        if (name.size() == 2 && visible.hasEnum(new RelationName(name.get(0), name.get(1)))) {
            note(new RelationName(name.get(0), name.get(1)), fields);
            return;
        }
        RelationName found =
                name.size() == 1 ? visible.enumNamed(name.getFirst()).orElse(null) : null;
        if (found == null) {
            throw Refusals.type(String.join(".", name), place(fields));
        }
        note(found, fields);
        int from = Tree.location(fields);
        int to = source.endOfName(from, 1);
        findings.bareTypes().add(new Findings.BareType(fields, found, from, to));
    }

    private void note(RelationName type, JsonNode fields) {
        boolean cast = !literals.contains(fields);
        findings.types().add(new Findings.NamedType(type, cast, Tree.location(fields)));
    }

    /**
     * {@code a.b} may call the function b on a; {@code a.b.c} names a schema, {@code a.b.c.d} a
     * database.
     */
    private void column(JsonNode fields, Scope scope) {
        JsonNode parts = fields.path("fields");
        List<String> name = Tree.strings(parts);
        found(name, name.size() < parts.size(), scope);
        if (parts.size() > 1 && name.size() == parts.size()) {
            String of = name.get(name.size() - 2);
            int at = Tree.location(fields);
            findings.fields().add(new Findings.Field(scope, of, name.getLast(), at));
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
                                    scope,
                                    new RelationName(name.get(0), name.get(1)),
                                    from,
                                    source.endOfQualifier(from)));
        }
    }

    private void found(List<String> name, boolean star, Scope scope) {
        int before = name.size() - (star ? 1 : 2);
        String of = before < 0 ? "" : name.get(before);
        findings.columns().add(new Findings.Column(scope, of, star ? "*" : name.getLast()));
    }

    private void selection(JsonNode fields, Scope scope) {
        for (String name : Tree.strings(fields.path("indirection"))) {
            findings.fields().add(new Findings.Field(scope, "", name, -1));
        }
    }

    /**
     * Judges the dotted names once all tables are known: {@code (x).name} is a column where x has
     * one, and otherwise a call, without a function node in the tree, of whatever function has that
     * name, or a cast to whatever type has it.
     */
    void checkFields() {
        for (Findings.Field field : findings.fields()) {
            if (calls(field.name()) && !isColumn(field)) {
                throw Refusals.functionInDisguise(field.name(), source.place(field.at()));
            }
        }
        for (Findings.QualifiedColumn column : findings.qualifiedColumns()) {
            String name = column.table().name();
            if (!column.scope().isAlways(name, table -> isNamedBy(table, column))) {
                throw Refusals.notInFrom(column.table(), source.place(column.from()));
            }
        }
    }

    private boolean calls(String name) {
        return !vocabulary.hasFunction(name)
                && (visible.isUnaryFunction(name) || vocabulary.isClosedType(name));
    }

    private boolean isColumn(Findings.Field field) {
        return field.scope().isAlways(field.of(), table -> table.hasColumn(field.name()));
    }

    private static boolean isNamedBy(TableSite table, Findings.QualifiedColumn column) {
        return !table.aliased() && table.relation().name().equals(column.table());
    }

    /** A view runs its functions for whoever reads it, so they are judged like the reader's own. */
    void checkCalls(Relation relation, JsonNode fields) {
        for (RelationName call : relation.calls()) {
            boolean builtIn = call.schema().equals("pg_catalog");
            if (builtIn ? !vocabulary.hasFunction(call.name()) : !functions.allows(call)) {
                throw new Refused(
                        Code.FUNCTION_REFUSED,
                        "the view `"
                                + relation.name()
                                + "` calls the function `"
                                + call.name()
                                + "`, which is not available",
                        "Read the tables behind the view instead",
                        place(fields));
            }
        }
    }

    private Place place(JsonNode fields) {
        return source.place(fields.has("location") ? Tree.location(fields) : -1);
    }
}
