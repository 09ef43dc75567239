package dev.gatehouse.mcp.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URI template of level 1 (RFC 6570): literal text and {@code {variable}}. Text behind a variable
 * begins with a reserved character, at whose first occurrence the value ends, so that a URI fits in
 * one way only, and is matched in one pass.
 */
public final class UriTemplate {

    private static final Pattern TEMPLATE =
            Pattern.compile("([^{}]+)((?:\\{[A-Za-z0-9_]{1,60}}[^{}]*)+)");
    private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z0-9_]+)}([^{}]*)");
    private static final Pattern LITERAL = Pattern.compile("[!-~&&[^{}%]]*");
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

    /** What JavaScript's encodeURIComponent leaves as it is, and many clients expand with that. */
    private static final String LEFT_PLAIN = "!'()*";

    private static final int LONGEST = 500;

    /**
     * A variable and the text behind it.
     *
     * @param end the text up to the next variable, or to the end
     */
    private record Hole(String variable, String end) {

        int endOfValue(String uri, int start) {
            int at = start;
            while (at < uri.length() && !isBehind(uri.charAt(at))) {
                at++;
            }
            return at;
        }

        private boolean isBehind(char character) {
            return RESERVED.indexOf(character) >= 0
                    && (LEFT_PLAIN.indexOf(character) < 0 || end.indexOf(character) == 0);
        }
    }

    private final String text;
    private final String start;
    private final List<Hole> holes;

    private UriTemplate(String text, String start, List<Hole> holes) {
        this.text = text;
        this.start = start;
        this.holes = List.copyOf(holes);
    }

    /**
     * The template that {@code text} writes.
     *
     * @throws IllegalArgumentException when it is none of level 1, or not one of the kind above
     */
    public static UriTemplate parse(String text) {
        Matcher whole = TEMPLATE.matcher(text);
        if (text.length() > LONGEST || !whole.matches() || !isLiteral(whole.group(1))) {
            throw new IllegalArgumentException("not a URI template: " + text);
        }
        List<Hole> holes = new ArrayList<>();
        Matcher hole = HOLE.matcher(whole.group(2));
        while (hole.find()) {
            holes.add(new Hole(hole.group(1), hole.group(2)));
        }
        requireUnambiguous(text, holes);
        return new UriTemplate(text, whole.group(1), holes);
    }

    private static void requireUnambiguous(String text, List<Hole> holes) {
        for (Hole hole : holes.subList(0, holes.size() - 1)) {
            if (hole.end().isEmpty()) {
                throw new IllegalArgumentException("two variables touch: " + text);
            }
        }
        for (Hole hole : holes) {
            String end = hole.end();
            if (!isLiteral(end) || !(end.isEmpty() || RESERVED.indexOf(end.charAt(0)) >= 0)) {
                throw new IllegalArgumentException("not told from a value: " + end + " in " + text);
            }
        }
        if (new HashSet<>(holes.stream().map(Hole::variable).toList()).size() < holes.size()) {
            throw new IllegalArgumentException("a variable stands twice: " + text);
        }
    }

    private static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches();
    }

    /** The template as clients see it. */
    public String text() {
        return text;
    }

    /** The names of the variables, in order. */
    public List<String> variables() {
        return holes.stream().map(Hole::variable).toList();
    }

    /** The decoded values that make this template {@code uri}; empty when it does not fit. */
    public Optional<Map<String, String>> match(String uri) {
        if (!uri.startsWith(start)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        int at = start.length();
        for (Hole hole : holes) {
            int end = hole.endOfValue(uri, at);
            Optional<String> value = PercentCode.decode(uri.substring(at, end));
            if (end == at || value.isEmpty() || !uri.startsWith(hole.end(), end)) {
                return Optional.empty();
            }
            values.put(hole.variable(), value.get());
            at = end + hole.end().length();
        }
        return at == uri.length() ? Optional.of(values) : Optional.empty();
    }

    /**
     * The URI that these values make (RFC 6570, section 3.2.2).
     *
     * @throws IllegalArgumentException when a variable has no value, or an empty one
     */
    public String expand(Map<String, String> values) {
        StringBuilder uri = new StringBuilder(start);
        for (Hole hole : holes) {
            String value = values.getOrDefault(hole.variable(), "");
            if (value.isEmpty()) {
                throw new IllegalArgumentException("no value for " + hole.variable());
            }
            uri.append(PercentCode.encode(value)).append(hole.end());
        }
        return uri.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UriTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
