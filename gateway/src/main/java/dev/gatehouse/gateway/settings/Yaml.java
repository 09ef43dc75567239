package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML 1.2 file as a tree of nodes that know their places. */
final class Yaml {

    static final int MOST_BYTES = 1024 * 1024;
    static final int MOST_DEPTH = 16;
    private static final int MOST_SHOWN = 40;

    private static final LoadSettings OPTIONS =
            LoadSettings.builder()
                    .setCodePointLimit(MOST_BYTES)
                    .setSchema(new CoreSchema())
                    .setAllowNonScalarKeys(true)
                    .build();

    private final String source;
    private final Problems problems;

    private Yaml(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Reads the text of a file.
     *
     * @param source the file's name in problems
     * @return empty when a problem was found
     */
    static Optional<String> text(Path file, String source, Problems problems) {
        return new Yaml(source, problems).text(file);
    }

    /**
     * Reads a text.
     *
     * @param source the file's name in problems
     * @return empty when there is nothing in it, or a problem was found
     */
    static Optional<Node> read(String text, String source, Problems problems) {
        return new Yaml(source, problems).compose(text);
    }

    /** The lines of a text, as marks count them. */
    static List<String> lines(String text) {
        return List.of(text.split("\\r\\n|\\r|\\n", -1));
    }

    private Optional<String> text(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return problem("there is no such file");
            }
            if (Files.size(file) > MOST_BYTES) {
                return problem("the file is larger than 1 MiB");
            }
            return decode(Files.readAllBytes(file));
        } catch (IOException _) {
            return problem("the file cannot be read");
        }
    }

    private Optional<String> decode(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            String text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return problem("the file is not UTF-8 text");
        }
    }

    private Optional<Node> compose(String text) {
        try {
            return isTooDeep(text) ? Optional.empty() : new Compose(OPTIONS).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Where where = e.getProblemMark().map(this::where).orElse(start());
            return problem(where, YamlMessage.of(e));
        } catch (YamlEngineException e) {
            return problem(YamlMessage.of(String.valueOf(e.getMessage())));
        }
    }

    /** Composing recurses; following events does not. */
    private boolean isTooDeep(String text) {
        int depth = 0;
        for (Event event : new Parse(OPTIONS).parseString(text)) {
            Event.ID id = event.getEventId();
            if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
                depth++;
            } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
                depth--;
            }
            if (depth > MOST_DEPTH) {
                Where where = event.getStartMark().map(this::where).orElse(start());
                problems.error(where, "nested deeper than " + MOST_DEPTH + " levels", "");
                return true;
            }
        }
        return false;
    }

    private <T> Optional<T> problem(String message) {
        return problem(start(), message);
    }

    private <T> Optional<T> problem(Where where, String message) {
        problems.error(where, message, "");
        return Optional.empty();
    }

    private Where start() {
        return new Where(source, 1, 1);
    }

    private Where where(Mark mark) {
        return new Where(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where a node begins. */
    static Where where(Node node, String source) {
        return node.getStartMark()
                .map(mark -> new Where(source, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Where(source, 1, 1));
    }

    /** A word from outside, fit for one line of a message. */
    static String shown(String text) {
        return shown(text, MOST_SHOWN);
    }

    static String shown(String text, int most) {
        int[] characters = text.codePoints().limit(most + 1L).toArray();
        var shown = new StringBuilder();
        for (int i = 0; i < Math.min(characters.length, most); i++) {
            shown.appendCodePoint(isVisible(characters[i]) ? characters[i] : '?');
        }
        return shown.append(characters.length > most ? "…" : "").toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
