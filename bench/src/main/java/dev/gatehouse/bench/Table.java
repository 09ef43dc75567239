package dev.gatehouse.bench;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of the report. */
record Table(List<String> head, List<List<String>> rows) {

    /** In Markdown, without a line end at its end. */
    String text() {
        return Stream.concat(
                        Stream.of(head, Collections.nCopies(head.size(), "---")), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n"));
    }
}
