package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.postgres.parser.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a row filter or a mask: exactly one expression, made of what a caller's statement may be
 * made of, over the columns of one relation. Subqueries may read other tables, which stand there as
 * they are, without any policy.
 */
final class ExpressionReader {

    private static final String BEFORE = "SELECT (";

    /** On a line of its own, so that a comment at the end of the text does not swallow it. */
    private static final String AFTER = "\n)";

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What a SELECT of nothing but one expression consists of. */
    private static final Set<String> BARE = Set.of("targetList", "limitOption", "op");

    private final Grammar grammar;
    private final Shapes shapes;
    private final Vocabulary vocabulary;
    private final Functions functions;
    private final Relation relation;
    private final Catalog whole;

    ExpressionReader(
            Grammar grammar,
            Shapes shapes,
            Vocabulary vocabulary,
            Relation relation,
            Catalog whole) {
        this.grammar = grammar;
        this.shapes = shapes;
        this.vocabulary = vocabulary;
        this.functions = new Functions(vocabulary, whole);
        this.relation = relation;
        this.whole = whole;
    }

    /** Where an attribute stands in the text, in bytes. */
    private record Slot(String name, int from, int to) {}

    PolicyText read(String text) {
        try {
            return expression(text);
        } catch (Refused refused) {
            throw new Refused(inText(refused.refusal(), text));
        }
    }

    /** The same refusal with the place in the administrator's own text. */
    private static Refusal inText(Refusal refusal, String text) {
        Place place = refusal.place();
        boolean first = place.line() == 1;
        int column = Math.max(1, place.column() - (first ? BEFORE.length() : 0));
        boolean beyond = place.line() > Place.at(text, text.length()).line();
        Place own =
                !place.known()
                        ? place
                        : beyond ? Place.at(text, text.length()) : new Place(place.line(), column);
        return new Refusal(refusal.code(), refusal.message(), refusal.help(), own);
    }

    private PolicyText expression(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Token> tokens = tokens(text);
        checkParentheses(text, bytes, tokens);
        List<Slot> slots = slots(text, bytes, tokens);
        Parsed parsed = grammar.parse(BEFORE + withoutSlots(bytes, slots) + AFTER);
        Map<Integer, Integer> numbers = new HashMap<>();
        slots.forEach(slot -> numbers.put(slot.from() + BEFORE.length() + 1, numbers.size() + 1));
        PolicyText expression =
                new PolicyText(
                        text,
                        whole.serverMajor(),
                        relation.name(),
                        pieces(parsed.source(), bytes.length, slots),
                        slots.stream().map(Slot::name).toList(),
                        numbered(only(parsed), numbers));
        judge(parsed.source(), expression.with(_ -> Fragment.nothing()).tree());
        return expression;
    }

    /** The tokens of the text; what is wrong with one has a place only in a statement. */
    private List<Token> tokens(String text) {
        List<Token> all = grammar.tokens(BEFORE + text + AFTER);
        int before = BEFORE.length();
        return all.subList(2, all.size() - 1).stream()
                .map(token -> new Token(token.start() - before, token.end() - before, token.kind()))
                .toList();
    }

    private static List<Slot> slots(String text, byte[] bytes, List<Token> tokens) {
        List<Slot> slots = new ArrayList<>();
        for (int at = 0; at + 3 < tokens.size(); at++) {
            List<Token> four = tokens.subList(at, at + 4);
            if (isAttribute(four, bytes)) {
                String name = slice(bytes, four.getLast());
                slots.add(new Slot(name, four.getFirst().start(), four.getLast().end()));
                if (at + 4 < tokens.size() && is(tokens.get(at + 4), ".[", bytes)) {
                    throw Refusals.construct(
                            "an attribute of the caller has one name and no parts",
                            "Write it in parentheses and with its type to select from it",
                            place(text, bytes, tokens.get(at + 4)));
                }
            }
        }
        return slots;
    }

    /** So that what is written around the text cannot become a part of it. */
    private static void checkParentheses(String text, byte[] bytes, List<Token> tokens) {
        int open = 0;
        for (Token token : tokens) {
            open += is(token, "(", bytes) ? 1 : is(token, ")", bytes) ? -1 : 0;
            if (open < 0) {
                throw Refusals.construct(
                        "nothing opens this parenthesis",
                        "Write one expression",
                        place(text, bytes, token));
            }
        }
    }

    private static boolean is(Token token, String among, byte[] bytes) {
        return token.end() - token.start() == 1 && among.indexOf(bytes[token.start()]) >= 0;
    }

    /** The place of a token, as the text has it when {@link #BEFORE} stands in front of it. */
    private static Place place(String text, byte[] bytes, Token token) {
        String before = new String(bytes, 0, token.start(), StandardCharsets.UTF_8);
        return Place.at(BEFORE + text, BEFORE.length() + before.length());
    }

    /** {@code :caller.name} without anything between its parts. */
    private static boolean isAttribute(List<Token> four, byte[] bytes) {
        boolean joined = true;
        for (int at = 1; at < four.size(); at++) {
            joined &= four.get(at - 1).end() == four.get(at).start();
        }
        return joined
                && slice(bytes, four.get(0)).equals(":")
                && slice(bytes, four.get(1)).equals("caller")
                && slice(bytes, four.get(2)).equals(".")
                && ATTRIBUTE.matcher(slice(bytes, four.get(3))).matches();
    }

    private static String slice(byte[] bytes, Token token) {
        int length = token.end() - token.start();
        return new String(bytes, token.start(), length, StandardCharsets.UTF_8);
    }

    /** A parameter in the place of each attribute, so that no offset moves. */
    private static String withoutSlots(byte[] bytes, List<Slot> slots) {
        byte[] text = bytes.clone();
        for (int number = 1; number <= slots.size(); number++) {
            Slot slot = slots.get(number - 1);
            byte[] parameter = ("$" + number).getBytes(StandardCharsets.UTF_8);
            Arrays.fill(text, slot.from(), slot.to(), (byte) ' ');
            System.arraycopy(parameter, 0, text, slot.from() + 1, parameter.length);
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static List<String> pieces(Source source, int length, List<Slot> slots) {
        List<String> pieces = new ArrayList<>();
        int from = BEFORE.length();
        for (Slot slot : slots) {
            pieces.add(source.slice(from, slot.from() + BEFORE.length()));
            from = slot.to() + BEFORE.length();
        }
        pieces.add(source.slice(from, length + BEFORE.length()));
        return pieces;
    }

    /** The tree with the numbers of the slots; a parameter that is no slot keeps a number of 0. */
    private static JsonNode numbered(JsonNode tree, Map<Integer, Integer> numbers) {
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(member -> copy.add(numbered(member, numbers)));
            return copy;
        }
        if (!tree.isObject()) {
            return tree;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            copy.set(
                    field.getKey(),
                    field.getKey().equals("ParamRef")
                            ? parameter(field.getValue(), numbers)
                            : numbered(field.getValue(), numbers));
        }
        return copy;
    }

    private static JsonNode parameter(JsonNode fields, Map<Integer, Integer> numbers) {
        Integer number = numbers.get(Tree.location(fields));
        if (number == null) {
            throw Refusals.unknownConstruct("ParamRef", Place.UNKNOWN);
        }
        return JsonNodeFactory.instance.objectNode().put("number", (int) number);
    }

    /** The node of the expression, of which the statement must consist. */
    private static JsonNode only(Parsed parsed) {
        JsonNode select = parsed.statement().fields();
        JsonNode targets = select.path("targetList");
        JsonNode target = targets.path(0).path("ResTarget");
        boolean bare =
                parsed.statement().is("SelectStmt")
                        && select.propertyNames().stream().allMatch(BARE::contains)
                        && targets.size() == 1
                        && target.propertyNames().stream()
                                .allMatch(Set.of("val", "location")::contains);
        if (!bare) {
            throw Refusals.construct(
                    "this is not one expression",
                    "Write one condition or value over the row, such as tenant_id = :caller.tenant",
                    Place.UNKNOWN);
        }
        return target.path("val");
    }

    private void judge(Source source, JsonNode value) {
        ObjectNode select = JsonNodeFactory.instance.objectNode();
        ObjectNode target = JsonNodeFactory.instance.objectNode();
        target.set("val", value);
        select.set(
                "targetList",
                JsonNodeFactory.instance.arrayNode().add(Nodes.node("ResTarget", target)));
        Walk walk = new Walk(shapes, vocabulary, functions, source, whole);
        Findings findings = walk.over(new Tree.Node("SelectStmt", select));
        findings.tables().forEach(table -> judge(table, source));
        for (Findings.BareType type : findings.bareTypes()) {
            throw qualify("type", type.type().toString(), source.place(type.from()));
        }
        for (Findings.BareCall call : findings.bareCalls()) {
            throw qualify("function", call.function().toString(), source.place(call.at()));
        }
        new Casts(whole, functions).check(findings, source, relation, value);
        new OwnLevel(source).judge(value);
    }

    private void judge(TableSite table, Source source) {
        Place place = source.place(Tree.location(table.node()));
        if (!table.node().has("schemaname")) {
            throw qualify("table", table.relation().name().toString(), place);
        }
        if (table.relation().name().equals(relation.name())) {
            throw Refusals.construct(
                    "the expression reads `" + relation.name() + "`, for whose rows it is",
                    "Write it over the columns of the row, or ask another table",
                    place);
        }
    }

    private static Refused qualify(String what, String name, Place place) {
        return Refusals.construct(
                "the " + what + " is named without its schema", "Write " + name, place);
    }

    /** What is not inside a subquery: it sees the row, and must yield one value for it. */
    private final class OwnLevel {

        private final Source source;

        OwnLevel(Source source) {
            this.source = source;
        }

        void judge(JsonNode tree) {
            if (tree.isArray()) {
                tree.forEach(this::judge);
                return;
            }
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                switch (field.getKey()) {
                    case "SelectStmt" -> {}
                    case "ColumnRef" -> column(field.getValue());
                    case "JsonObjectAgg", "JsonArrayAgg", "GroupingFunc" ->
                            throw aggregates(field.getValue());
                    case "FuncCall" -> {
                        call(field.getValue());
                        judge(field.getValue());
                    }
                    default -> judge(field.getValue());
                }
            }
        }

        private void call(JsonNode fields) {
            List<String> name = Tree.strings(fields.path("funcname"));
            boolean over = fields.has("over") || fields.has("agg_within_group");
            if (over || fields.has("agg_star") || functions.isAggregate(name)) {
                throw aggregates(fields);
            }
            if (functions.isSetReturning(name)) {
                throw Refusals.construct(
                        "`" + String.join(".", name) + "` yields any number of rows",
                        "Write an expression with one value, or put it into a subquery",
                        place(fields));
            }
        }

        private Refused aggregates(JsonNode fields) {
            return Refusals.construct(
                    "aggregates and window functions see more than one row",
                    "Write an expression over the row, or put it into a subquery",
                    place(fields));
        }

        private void column(JsonNode fields) {
            List<String> name = Tree.strings(fields.path("fields"));
            boolean own =
                    name.size() == 1
                            || (name.size() == 2 && name.getFirst().equals(relation.name().name()));
            if (name.size() < fields.path("fields").size() || !own) {
                throw Refusals.construct(
                        "only columns of `" + relation.name() + "` can be named here",
                        "Write the column's name alone",
                        place(fields));
            }
            if (relation.column(name.getLast()).isEmpty()) {
                throw new Refused(
                        Code.COLUMN_UNAVAILABLE,
                        "`" + relation.name() + "` has no column `" + name.getLast() + "`",
                        Nearest.to(name.getLast(), relation.columnNames())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("It has " + String.join(", ", relation.columnNames())),
                        place(fields));
            }
        }

        private Place place(JsonNode fields) {
            return source.place(fields.has("location") ? Tree.location(fields) : -1);
        }
    }
}
