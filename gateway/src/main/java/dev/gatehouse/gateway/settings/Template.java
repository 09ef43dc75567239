package dev.gatehouse.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with references in it, such as <code>postgres://app:${env:PASSWORD}@db/shop</code>. Two
 * dollar signs before a brace stand for one that begins no reference.
 */
record Template(List<Part> parts) {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\$\\{)|\\$\\{([^:}]*):?([^}]*)(}?)");

    /** One stretch of the text. */
    sealed interface Part {
        /** Text that stands for itself. */
        record Literal(String text) implements Part {

            /** The text may be a secret. */
            @Override
            public String toString() {
                return "[text]";
            }
        }

        /** What an environment variable holds. */
        record Variable(String name) implements Part {}

        /** What a file holds, but for the line end at its end. */
        record Content(String path) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a text.
     *
     * @throws BadValue when a reference is none
     */
    static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text);
        int done = 0;
        while (matcher.find()) {
            parts.add(new Part.Literal(text.substring(done, matcher.start())));
            parts.add(matcher.group(1) == null ? reference(matcher) : new Part.Literal("${"));
            done = matcher.end();
        }
        parts.add(new Part.Literal(text.substring(done)));
        return new Template(parts);
    }

    private static Part reference(Matcher matcher) {
        String name = matcher.group(3);
        if (matcher.group(4).isEmpty() || name.isBlank()) {
            throw unknown();
        }
        return switch (matcher.group(2)) {
            case "env" -> new Part.Variable(name);
            case "file" -> new Part.Content(name);
            case "vault" ->
                    throw new BadValue(
                            "`${vault:...}` is not available in this version;"
                                    + " use `${env:NAME}` or `${file:PATH}`");
            default -> throw unknown();
        };
    }

    /** The text is not shown: it may be a password that looks like a reference. */
    private static BadValue unknown() {
        return new BadValue(
                "`${` begins a reference that is not known;"
                        + " write `${env:NAME}` or `${file:PATH}`, or `$${` for the characters");
    }

    boolean hasReferences() {
        return parts.stream().anyMatch(part -> !(part instanceof Part.Literal));
    }

    /** What of the text is not referred to. */
    String literals() {
        return parts.stream()
                .map(part -> part instanceof Part.Literal(String text) ? text : "")
                .collect(Collectors.joining());
    }
}
