package dev.gatehouse.gateway.audit.export;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Records as comma-separated values (RFC 4180) under a fixed heading. Lists are one value, with
 * semicolons. A text that a spreadsheet would run begins with an apostrophe.
 */
final class Csv {

    private static final List<String> COLUMNS =
            List.of(
                    "seq",
                    "time",
                    "duration_ms",
                    "caller",
                    "key",
                    "roles",
                    "transport",
                    "address",
                    "client",
                    "client_version",
                    "protocol",
                    "session",
                    "trace",
                    "tool",
                    "database",
                    "fp",
                    "sql",
                    "relations",
                    "decision",
                    "reasons",
                    "code",
                    "rows",
                    "bytes",
                    "truncated",
                    "skipped",
                    "times",
                    "torn_bytes",
                    "prev");

    private Csv() {}

    static String heading() {
        return String.join(",", COLUMNS);
    }

    static String line(JsonNode members) {
        return COLUMNS.stream().map(members::path).map(Csv::cell).collect(Collectors.joining(","));
    }

    private static String cell(JsonNode value) {
        if (value.isNumber()) {
            return value.asString();
        }
        String text =
                value.isArray()
                        ? value.valueStream()
                                .map(each -> each.asString(""))
                                .collect(Collectors.joining(";"))
                        : value.asString("");
        return quoted(tame(text));
    }

    /** A cell that begins like this is a formula for some programs. */
    private static String tame(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
