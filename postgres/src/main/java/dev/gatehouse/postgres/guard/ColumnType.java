package dev.gatehouse.postgres.guard;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The type of a column, read from how the catalog writes it ({@code format_type}): {@code character
 * varying(20)}, {@code numeric(10,2)}, {@code lab.mood[]}.
 *
 * @param name with its schema
 * @param modifiers such as the length; those of types that say them in another way are left out
 * @param array whether it is an array of that
 */
record ColumnType(List<String> name, List<Integer> modifiers, boolean array) {

    static final ColumnType TEXT = builtIn("text");
    static final ColumnType NUMERIC = builtIn("numeric");
    static final ColumnType FLOAT = builtIn("float8");
    static final ColumnType TIMESTAMP = builtIn("timestamp");
    static final ColumnType BYTEA = builtIn("bytea");

    /**
     * The types whose input looks a name up. A constant beside such a value is read as one of its
     * type, and so tells whether there is something of that name.
     */
    private static final Set<String> LOOKING_UP =
            Set.of(
                    "aclitem",
                    "regclass",
                    "regcollation",
                    "regconfig",
                    "regdatabase",
                    "regdictionary",
                    "regnamespace",
                    "regoper",
                    "regoperator",
                    "regproc",
                    "regprocedure",
                    "regrole",
                    "regtype");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The types that the catalog writes in the words of the SQL standard. */
    private static final Map<String, String> STANDARD =
            Map.ofEntries(
                    Map.entry("smallint", "int2"),
                    Map.entry("integer", "int4"),
                    Map.entry("bigint", "int8"),
                    Map.entry("real", "float4"),
                    Map.entry("double precision", "float8"),
                    Map.entry("boolean", "bool"),
                    Map.entry("character varying", "varchar"),
                    Map.entry("character", "bpchar"),
                    Map.entry("timestamp without time zone", "timestamp"),
                    Map.entry("timestamp with time zone", "timestamptz"),
                    Map.entry("time without time zone", "time"),
                    Map.entry("time with time zone", "timetz"),
                    Map.entry("bit varying", "varbit"));

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern WRITTEN =
            Pattern.compile("([^(]*?)(\\(([-\\d, ]+)\\))?( with(?:out)? time zone)?((?:\\[\\])?)");
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    ColumnType {
        name = List.copyOf(name);
        modifiers = List.copyOf(modifiers);
    }

    private static ColumnType builtIn(String name) {
        return new ColumnType(List.of("pg_catalog", name), List.of(), false);
    }

    /** The type that the catalog writes so; empty when it is not written in any known way. */
    static Optional<ColumnType> read(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String base = parts.group(1) + (parts.group(4) == null ? "" : parts.group(4));
        boolean isArray = !parts.group(5).isEmpty();
        List<Integer> numbers = numbers(parts.group(3));
        String standard = STANDARD.get(base);
        if (standard != null) {
            return Optional.of(new ColumnType(List.of("pg_catalog", standard), numbers, isArray));
        }
        Matcher named = NAME.matcher(base);
        if (!named.matches()) {
            return Optional.empty();
        }
        String schema = named.group(1) == null ? "pg_catalog" : unquoted(named.group(1));
        boolean plain = schema.equals("pg_catalog") && !base.equals("interval");
        List<Integer> kept = plain ? numbers : List.of();
        return Optional.of(
                new ColumnType(List.of(schema, unquoted(named.group(2))), kept, isArray));
    }

    private static List<Integer> numbers(@Nullable String list) {
        return list == null
                ? List.of()
                : Stream.of(list.split(",")).map(String::strip).map(Integer::valueOf).toList();
    }

    static String unquoted(String part) {
        return part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }

    /** The name of a built-in type that is no array; "" for every other. */
    String base() {
        return name.getFirst().equals("pg_catalog") && !array ? name.getLast() : "";
    }

    /** This type, or that of texts in the place of one whose input looks a name up. */
    ColumnType told() {
        boolean looksUp =
                name.getFirst().equals("pg_catalog") && LOOKING_UP.contains(name.getLast());
        return looksUp ? new ColumnType(TEXT.name(), List.of(), array) : this;
    }

    /** The length of a text; empty: any. */
    Optional<Integer> length() {
        return modifiers.stream().findFirst();
    }

    /** This type in SQL. */
    String text() {
        String numbers =
                modifiers.isEmpty()
                        ? ""
                        : "("
                                + String.join(
                                        ", ", modifiers.stream().map(String::valueOf).toList())
                                + ")";
        return Quoted.name(name.getFirst())
                + "."
                + Quoted.name(name.getLast())
                + numbers
                + (array ? "[]" : "");
    }

    /** The fields of its TypeName. */
    ObjectNode tree() {
        ObjectNode fields = JSON.objectNode();
        fields.set("names", Nodes.strings(name));
        if (!modifiers.isEmpty()) {
            ArrayNode typmods = JSON.arrayNode();
            modifiers.forEach(
                    each -> typmods.add(Fragment.number(BigDecimal.valueOf(each)).tree()));
            fields.set("typmods", typmods);
        }
        fields.put("typemod", -1);
        if (array) {
            ObjectNode bound = JSON.objectNode().put("ival", -1);
            fields.set("arrayBounds", JSON.arrayNode().add(Nodes.node("Integer", bound)));
        }
        return fields;
    }
}
