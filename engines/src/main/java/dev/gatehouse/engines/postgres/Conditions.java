package dev.gatehouse.engines.postgres;

import java.util.Map;

/**
 * The conditions that a reading statement can meet, by SQLSTATE, in the words of PostgreSQL's
 * documentation, appendix A, "PostgreSQL Error Codes".
 */
final class Conditions {

    private static final String VALUE =
            "A value did not fit; values are not shown. Guard the expression with CASE, or filter"
                    + " such rows out.";

    private static final Map<String, String> CONDITIONS =
            Map.ofEntries(
                    Map.entry("0A000", "feature not supported"),
                    Map.entry("21000", "cardinality violation: more than one row where one is due"),
                    Map.entry("22000", "data exception"),
                    Map.entry("22001", "string data, right truncation"),
                    Map.entry("22003", "numeric value out of range"),
                    Map.entry("22004", "null value not allowed"),
                    Map.entry("22007", "invalid datetime format"),
                    Map.entry("22008", "datetime field overflow"),
                    Map.entry("22009", "invalid time zone displacement value"),
                    Map.entry("2200B", "escape character conflict"),
                    Map.entry("2200C", "invalid use of escape character"),
                    Map.entry("2200D", "invalid escape octet"),
                    Map.entry("2200F", "zero length character string"),
                    Map.entry("2200G", "most specific type mismatch"),
                    Map.entry("2200L", "not an XML document"),
                    Map.entry("2200M", "invalid XML document"),
                    Map.entry("2200N", "invalid XML content"),
                    Map.entry("2200S", "invalid XML comment"),
                    Map.entry("2200T", "invalid XML processing instruction"),
                    Map.entry("22010", "invalid indicator parameter value"),
                    Map.entry("22011", "substring error"),
                    Map.entry("22012", "division by zero"),
                    Map.entry("22013", "invalid preceding or following size in window function"),
                    Map.entry("22014", "invalid argument for ntile function"),
                    Map.entry("22015", "interval field overflow"),
                    Map.entry("22016", "invalid argument for nth_value function"),
                    Map.entry("22018", "invalid character value for cast"),
                    Map.entry("22019", "invalid escape character"),
                    Map.entry("2201B", "invalid regular expression"),
                    Map.entry("2201E", "invalid argument for logarithm"),
                    Map.entry("2201F", "invalid argument for power function"),
                    Map.entry("2201G", "invalid argument for width_bucket function"),
                    Map.entry("2201W", "invalid row count in LIMIT clause"),
                    Map.entry("2201X", "invalid row count in OFFSET clause"),
                    Map.entry("22021", "character not in repertoire"),
                    Map.entry("22023", "invalid parameter value"),
                    Map.entry("22024", "unterminated C string"),
                    Map.entry("22025", "invalid escape sequence"),
                    Map.entry("22026", "string data, length mismatch"),
                    Map.entry("22027", "trim error"),
                    Map.entry("2202E", "array subscript error"),
                    Map.entry("2202G", "invalid TABLESAMPLE repeat"),
                    Map.entry("2202H", "invalid TABLESAMPLE argument"),
                    Map.entry("22030", "duplicate JSON object key value"),
                    Map.entry("22031", "invalid argument for SQL/JSON datetime function"),
                    Map.entry("22032", "invalid JSON text"),
                    Map.entry("22033", "invalid SQL/JSON subscript"),
                    Map.entry("22034", "more than one SQL/JSON item"),
                    Map.entry("22035", "no SQL/JSON item"),
                    Map.entry("22036", "non-numeric SQL/JSON item"),
                    Map.entry("22037", "non-unique keys in a JSON object"),
                    Map.entry("22038", "singleton SQL/JSON item required"),
                    Map.entry("22039", "SQL/JSON array not found"),
                    Map.entry("2203A", "SQL/JSON member not found"),
                    Map.entry("2203B", "SQL/JSON number not found"),
                    Map.entry("2203C", "SQL/JSON object not found"),
                    Map.entry("2203D", "too many JSON array elements"),
                    Map.entry("2203E", "too many JSON object members"),
                    Map.entry("2203F", "SQL/JSON scalar required"),
                    Map.entry("2203G", "SQL/JSON item cannot be cast to target type"),
                    Map.entry("22P01", "floating point exception"),
                    Map.entry(
                            "22P02", "invalid text representation: a value does not fit its type"),
                    Map.entry("22P03", "invalid binary representation"),
                    Map.entry("22P05", "untranslatable character"),
                    Map.entry("22P06", "nonstandard use of escape character"),
                    Map.entry("40001", "serialization failure"),
                    Map.entry("40P01", "deadlock detected"),
                    Map.entry("42601", "syntax error"),
                    Map.entry("42602", "invalid name"),
                    Map.entry("42622", "name too long"),
                    Map.entry("42702", "ambiguous column"),
                    Map.entry("42703", "undefined column"),
                    Map.entry("42704", "undefined object"),
                    Map.entry("42725", "ambiguous function"),
                    Map.entry("42803", "grouping error"),
                    Map.entry("42804", "datatype mismatch"),
                    Map.entry("42846", "cannot coerce"),
                    Map.entry("42883", "undefined function or operator"),
                    Map.entry("42P01", "undefined table"),
                    Map.entry("42P17", "invalid object definition"),
                    Map.entry("53000", "insufficient resources"),
                    Map.entry("53100", "disk full"),
                    Map.entry("53200", "out of memory"),
                    Map.entry("53300", "too many connections"),
                    Map.entry("53400", "configuration limit exceeded"),
                    Map.entry("54000", "program limit exceeded"),
                    Map.entry("54001", "statement too complex"),
                    Map.entry("54011", "too many columns"),
                    Map.entry("54023", "too many arguments"),
                    Map.entry("55000", "object not in prerequisite state"),
                    Map.entry("55P03", "lock not available"),
                    Map.entry("58030", "input or output error"),
                    Map.entry("XX000", "internal error"),
                    Map.entry("XX001", "data corrupted"),
                    Map.entry("XX002", "index corrupted"));

    /** By class, for the conditions that are not listed. */
    private static final Map<String, String> CLASSES =
            Map.ofEntries(
                    Map.entry("0A", "feature not supported"),
                    Map.entry("20", "case not found"),
                    Map.entry("21", "cardinality violation"),
                    Map.entry("22", "data exception"),
                    Map.entry("23", "integrity constraint violation"),
                    Map.entry("25", "invalid transaction state"),
                    Map.entry("28", "invalid authorization specification"),
                    Map.entry("2F", "SQL routine exception"),
                    Map.entry("38", "external routine exception"),
                    Map.entry("39", "external routine invocation exception"),
                    Map.entry("42", "syntax error or access rule violation"),
                    Map.entry("53", "insufficient resources"),
                    Map.entry("54", "program limit exceeded"),
                    Map.entry("55", "object not in prerequisite state"),
                    Map.entry("57", "operator intervention"),
                    Map.entry("58", "system error"),
                    Map.entry("HV", "foreign data wrapper error"),
                    Map.entry("P0", "an error raised by a function"),
                    Map.entry("XX", "internal error"));

    private Conditions() {}

    /** The name of a condition. */
    static String words(String sqlstate) {
        String group = sqlstate.length() < 2 ? "" : sqlstate.substring(0, 2);
        return CONDITIONS.getOrDefault(
                sqlstate, CLASSES.getOrDefault(group, "an error that is not described further"));
    }

    /** What to try; empty when nothing would help. */
    static String help(String sqlstate) {
        return switch (sqlstate) {
            case "22012" -> "Guard the divisor with NULLIF(divisor, 0).";
            case "42703" -> "describe_table tells which columns a table has.";
            case "42883" -> "Check the types of the operands or arguments, and cast where needed.";
            case "53400" -> "The statement needs too much temporary space: read or sort less.";
            default -> sqlstate.startsWith("22") ? VALUE : "";
        };
    }
}
