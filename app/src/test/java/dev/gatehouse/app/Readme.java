package dev.gatehouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What README.md shows: its examples, and the commands of its tour with what they print. */
final class Readme {

    static final Path FILE = Path.of("").toAbsolutePath().resolveSibling("README.md");

    private static final String ANYTHING = "...";

    private Readme() {}

    /**
     * A command, and what it prints.
     *
     * @param printed where three dots stand for any text
     */
    record Step(String command, String printed) {

        Pattern pattern() {
            return Pattern.compile(
                    Arrays.stream(printed.split(Pattern.quote(ANYTHING), -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
        }

        @Override
        public String toString() {
            return command;
        }
    }

    /** The commands of all console blocks, in order; each begins a line, behind a dollar sign. */
    static List<Step> steps() {
        return blocks("console").stream()
                .flatMap(block -> Arrays.stream(block.split("(?m)^\\$ ")).skip(1))
                .map(Readme::step)
                .toList();
    }

    private static Step step(String text) {
        String[] parts = text.split("\n", 2);
        return new Step(parts[0], parts[1].strip());
    }

    /** The fenced blocks of a language. */
    static List<String> blocks(String language) {
        return Pattern.compile(
                        "^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text())
                .results()
                .map(found -> group(found))
                .toList();
    }

    private static String group(MatchResult found) {
        return String.valueOf(found.group(1));
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
