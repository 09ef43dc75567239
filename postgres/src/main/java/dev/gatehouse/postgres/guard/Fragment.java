package dev.gatehouse.postgres.guard;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An expression that the guard writes, as text and, made beside it by hand, as the tree that the
 * parser must find in it. So a mistake in the one is not in the other, and the proof fails.
 *
 * @param text an expression that stands in any place where a function's argument may stand
 * @param tree the node
 */
record Fragment(String text, JsonNode tree) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigInteger LARGEST_INTEGER = BigInteger.valueOf(Integer.MAX_VALUE);

    static Fragment column(String name) {
        return new Fragment(Quoted.name(name), Nodes.column(List.of(name)));
    }

    /** A constant whose type is what stands around it makes of it. */
    static Fragment literal(String value) {
        ObjectNode string = JSON.objectNode().put("sval", value);
        return new Fragment(Quoted.literal(value), constant("sval", string));
    }

    static Fragment nothing() {
        return new Fragment("NULL", Nodes.node("A_Const", JSON.objectNode().put("isnull", true)));
    }

    static Fragment truth(boolean value) {
        ObjectNode bool = JSON.objectNode();
        if (value) {
            bool.put("boolval", true);
        }
        return new Fragment(value ? "TRUE" : "FALSE", constant("boolval", bool));
    }

    /** A number: an integer where it is one and small enough, otherwise a numeric. */
    static Fragment number(BigDecimal value) {
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        String digits = whole ? value.toBigInteger().toString() : value.toPlainString();
        boolean integer = whole && value.toBigInteger().abs().compareTo(LARGEST_INTEGER) <= 0;
        return new Fragment(
                value.signum() < 0 ? "(" + digits + ")" : digits,
                integer
                        ? integer(value.intValueExact())
                        : constant("fval", JSON.objectNode().put("fval", digits)));
    }

    private static ObjectNode integer(int value) {
        ObjectNode integer = JSON.objectNode();
        if (value != 0) {
            integer.put("ival", value);
        }
        return constant("ival", integer);
    }

    private static ObjectNode constant(String field, ObjectNode value) {
        return Nodes.node("A_Const", JSON.objectNode().set(field, value));
    }

    /** A call of a function of the system's own schema. */
    static Fragment call(String function, Fragment... arguments) {
        String text =
                Arrays.stream(arguments).map(Fragment::text).collect(Collectors.joining(", "));
        ObjectNode fields = JSON.objectNode();
        fields.set("funcname", Nodes.strings(List.of("pg_catalog", function)));
        fields.set("args", trees(List.of(arguments)));
        fields.put("funcformat", "COERCE_EXPLICIT_CALL");
        return new Fragment(
                "\"pg_catalog\"." + Quoted.name(function) + "(" + text + ")",
                Nodes.node("FuncCall", fields));
    }

    private static ArrayNode trees(List<Fragment> fragments) {
        ArrayNode trees = JSON.arrayNode();
        fragments.forEach(fragment -> trees.add(fragment.tree()));
        return trees;
    }

    /** {@code CAST(this AS type)}. */
    Fragment as(ColumnType type) {
        ObjectNode fields = JSON.objectNode();
        fields.set("arg", tree);
        fields.set("typeName", type.tree());
        return new Fragment(
                "CAST(" + text + " AS " + type.text() + ")", Nodes.node("TypeCast", fields));
    }

    /** {@code (this operator other)}; the path of the session has the system's operators only. */
    Fragment operator(String operator, Fragment other) {
        ObjectNode fields = JSON.objectNode().put("kind", "AEXPR_OP");
        fields.set("name", Nodes.strings(List.of(operator)));
        fields.set("lexpr", tree);
        fields.set("rexpr", other.tree());
        return new Fragment(
                "(" + text + " " + operator + " " + other.text() + ")",
                Nodes.node("A_Expr", fields));
    }

    /** One branch of a CASE. */
    record Branch(Fragment when, Fragment then) {}

    /** {@code CASE WHEN ... THEN ... ELSE otherwise END}. */
    static Fragment choice(List<Branch> branches, Fragment otherwise) {
        StringBuilder text = new StringBuilder("CASE");
        ArrayNode whens = JSON.arrayNode();
        for (Branch branch : branches) {
            text.append(" WHEN ").append(branch.when().text());
            text.append(" THEN ").append(branch.then().text());
            ObjectNode when = JSON.objectNode();
            when.set("expr", branch.when().tree());
            when.set("result", branch.then().tree());
            whens.add(Nodes.node("CaseWhen", when));
        }
        ObjectNode fields = JSON.objectNode();
        fields.set("args", whens);
        fields.set("defresult", otherwise.tree());
        text.append(" ELSE ").append(otherwise.text()).append(" END");
        return new Fragment(text.toString(), Nodes.node("CaseExpr", fields));
    }

    /**
     * One of the conditions. The grammar makes a single list of {@code (a OR b) OR c}, and of that
     * only, whatever the parentheses.
     */
    static Fragment anyOf(List<Fragment> conditions) {
        Fragment any = conditions.getFirst();
        for (Fragment condition : conditions.subList(1, conditions.size())) {
            any = new Fragment(any.text() + " OR " + condition.text(), or(any, condition));
        }
        return any;
    }

    private static ObjectNode or(Fragment left, Fragment right) {
        JsonNode list = left.tree().path("BoolExpr");
        ArrayNode args = JSON.arrayNode();
        if (list.path("boolop").asString("").equals("OR_EXPR")) {
            list.path("args").forEach(args::add);
        } else {
            args.add(left.tree());
        }
        args.add(right.tree());
        ObjectNode fields = JSON.objectNode().put("boolop", "OR_EXPR");
        fields.set("args", args);
        return Nodes.node("BoolExpr", fields);
    }
}
