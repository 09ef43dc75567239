package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.verify.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The audit trail in words for a person at a terminal. */
final class AuditWords {

    private AuditWords() {}

    /** What holds. */
    static String records(Report report) {
        String all = count(report.records(), "record");
        return report.checkpoints() == 0
                ? all
                        + ", and the chain holds. No checkpoint covers them, so their end could be"
                        + " missing."
                : all
                        + ", and the chain holds; so "
                        + (report.checkpoints() == 1 ? "does " : "do ")
                        + count(report.checkpoints(), "checkpoint")
                        + ", the last over "
                        + report.signed()
                        + ".";
    }

    /** What else is worth a line. */
    static List<String> more(Report report) {
        List<String> lines = new ArrayList<>();
        if (report.repaired() > 0) {
            lines.add(
                    count(report.repaired(), "record")
                            + " "
                            + (report.repaired() == 1 ? "tells" : "tell")
                            + " of an unfinished line before, as a crash leaves one.");
        }
        if (report.unfinished() > 0) {
            lines.add(
                    "It ends with an unfinished line of "
                            + count(report.unfinished(), "byte")
                            + ".");
        }
        if (report.foreign() > 0) {
            lines.add(count(report.foreign(), "checkpoint") + " of another key say nothing here.");
        }
        if (report.strayLines() > 0) {
            lines.add(
                    count(report.strayLines(), "line")
                            + " among the checkpoints belong to none of them.");
        }
        return lines;
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** A record; text from outside holds no control characters that a terminal would follow. */
    static String line(JsonNode entry) {
        String outcome = entry.has("code") ? text(entry, "code") : text(entry, "decision");
        return Stream.of(
                        text(entry, "time"),
                        "#" + entry.path("seq").asLong(0),
                        text(entry, "caller"),
                        text(entry, "tool"),
                        text(entry, "database"),
                        outcome,
                        named(entry, "rows"),
                        named(entry, "fp"),
                        entry.path("relations")
                                .valueStream()
                                .map(each -> each.asString(""))
                                .collect(Collectors.joining(",")))
                .filter(word -> !word.isEmpty())
                .map(AuditWords::shown)
                .collect(Collectors.joining("  "));
    }

    private static String named(JsonNode entry, String name) {
        return entry.has(name) ? name + "=" + text(entry, name) : "";
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString("");
    }

    private static String shown(String word) {
        StringBuilder shown = new StringBuilder();
        word.codePoints()
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return shown.toString();
    }
}
