package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.refusal.Place;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a value is written, and, as far as that is certain, where each line of its text begins.
 *
 * @param start where the value begins, be it with a quote
 * @param lines of the text, in order; empty where YAML wrote it in another way than it reads
 */
record Spot(Where start, List<Where> lines) {

    Spot {
        lines = List.copyOf(lines);
    }

    /** A value whose text has no places of its own. */
    static Spot of(Where start) {
        return new Spot(start, List.of());
    }

    /** The place in the file of a place in the text. */
    Where where(Place place) {
        if (!place.known() || place.line() > lines.size()) {
            return start;
        }
        Where line = lines.get(place.line() - 1);
        return new Where(line.source(), line.line(), line.column() + place.column() - 1);
    }

    /**
     * A value that is a text.
     *
     * @param text the value as it is used, without white space around it
     * @param file the lines of the file
     */
    static Spot of(Raw raw, String text, List<String> file) {
        return raw.scalar()
                .filter(scalar -> scalar.getValue().strip().equals(text))
                .map(scalar -> new Spot(raw.where(), lines(raw.where(), scalar, file)))
                .orElseGet(() -> of(raw.where()));
    }

    private static List<Where> lines(Where start, ScalarNode scalar, List<String> file) {
        String value = scalar.getValue();
        int blank = value.indexOf(value.strip());
        List<Where> all =
                scalar.getScalarStyle() == ScalarStyle.LITERAL
                        ? block(start, value.lines().toList(), file)
                        : oneLine(start, scalar);
        int skipped = (int) value.substring(0, blank).chars().filter(c -> c == '\n').count();
        if (all.size() <= skipped) {
            return List.of();
        }
        List<Where> lines = new ArrayList<>(all.subList(skipped, all.size()));
        int indent = value.codePointCount(value.lastIndexOf('\n', blank - 1) + 1, blank);
        lines.set(0, right(lines.getFirst(), indent));
        return lines;
    }

    /** Each line of a literal block ends the line of the file in which it stands. */
    private static List<Where> block(Where start, List<String> text, List<String> file) {
        List<Where> lines = new ArrayList<>();
        for (String line : text) {
            int number = start.line() + 1 + lines.size();
            if (number > file.size() || !file.get(number - 1).endsWith(line)) {
                return List.of();
            }
            String whole = file.get(number - 1);
            int indent = whole.codePointCount(0, whole.length() - line.length());
            lines.add(new Where(start.source(), number, indent + 1));
        }
        return lines;
    }

    /** As long as its text, but for quotes: nothing in it stands for something else. */
    private static List<Where> oneLine(Where start, ScalarNode scalar) {
        int quote = scalar.isPlain() ? 0 : 1;
        String value = scalar.getValue();
        int length = value.codePointCount(0, value.length()) + 2 * quote;
        boolean certain =
                scalar.getStartMark()
                        .flatMap(from -> scalar.getEndMark().map(to -> spans(from, to, length)))
                        .orElse(false);
        return certain && !value.contains("\n") ? List.of(right(start, quote)) : List.of();
    }

    private static boolean spans(Mark from, Mark to, int length) {
        return from.getLine() == to.getLine() && to.getColumn() - from.getColumn() == length;
    }

    private static Where right(Where from, int by) {
        return new Where(from.source(), from.line(), from.column() + by);
    }
}
