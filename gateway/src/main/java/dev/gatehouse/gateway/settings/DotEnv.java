package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .env}: lines of {@code NAME=value}, optionally after {@code export}; the value
 * bare, in single quotes as it is, or in double quotes with backslashes. Other programs share the
 * file, so what cannot be read is a warning.
 */
final class DotEnv {

    static final String NAME = ".env";

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int LONGEST_LINE = 4 * 1024;

    private static final Pattern LINE =
            Pattern.compile("(?:export\\s+)?([A-Za-z_]\\w*)\\s*=\\s*(.*)");

    /** Where a comment begins after a bare value. */
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#");

    private DotEnv() {}

    static Map<String, String> read(Path folder, Problems problems) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                return skipped(problems, "the file is larger than 1 MiB");
            }
            return parse(Files.readString(file).lines().toList(), problems);
        } catch (CharacterCodingException _) {
            return skipped(problems, "the file is not UTF-8 text");
        } catch (IOException _) {
            return skipped(problems, "the file cannot be read");
        }
    }

    private static Map<String, String> skipped(Problems problems, String message) {
        problems.warning(new Where(NAME, 1, 1), message, "it was not used");
        return Map.of();
    }

    private static Map<String, String> parse(List<String> lines, Problems problems) {
        var variables = new HashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !put(line, variables)) {
                problems.warning(
                        new Where(NAME, i + 1, 1), "this is not NAME=value", "it was not used");
            }
        }
        return variables;
    }

    private static boolean put(String line, Map<String, String> variables) {
        Matcher matcher = LINE.matcher(line);
        if (line.length() > LONGEST_LINE || !matcher.matches()) {
            return false;
        }
        Optional<String> value = value(matcher.group(2));
        value.ifPresent(text -> variables.put(matcher.group(1), text));
        return value.isPresent();
    }

    private static Optional<String> value(String text) {
        char first = text.isEmpty() ? '#' : text.charAt(0);
        return switch (first) {
            case '\'', '"' -> quoted(text, first);
            default -> Optional.of(COMMENT.split(text, 2)[0].strip());
        };
    }

    /** Empty when the quote does not end, or something follows it. */
    private static Optional<String> quoted(String text, char quote) {
        var value = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != quote) {
            boolean escape = quote == '"' && text.charAt(i) == '\\' && i + 1 < text.length();
            value.append(escape ? escaped(text.charAt(i + 1)) : text.charAt(i));
            i += escape ? 2 : 1;
        }
        boolean ends = i < text.length() && COMMENT.split(text.substring(i + 1), 2)[0].isBlank();
        return ends ? Optional.of(value.toString()) : Optional.empty();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
