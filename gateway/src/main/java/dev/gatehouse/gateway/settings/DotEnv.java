package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            Pattern.compile(
                    "\\s*(?:export\\s+)?([A-Za-z_]\\w*)\\s*=\\s*"
                            + "(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|([^'\"\\s].*?)?)"
                            + "\\s*(?:(?<=\\s)#.*)?");

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
            Matcher matcher = LINE.matcher(line);
            if (line.length() <= LONGEST_LINE && matcher.matches()) {
                variables.put(matcher.group(1), value(matcher));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                problems.warning(
                        new Where(NAME, i + 1, 1), "this is not NAME=value", "it was not used");
            }
        }
        return variables;
    }

    private static String value(Matcher matcher) {
        String single = matcher.group(2);
        String quoted = matcher.group(3);
        String bare = matcher.group(4);
        if (single != null) {
            return single;
        }
        return quoted != null ? unescaped(quoted) : bare == null ? "" : bare;
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(
                        m ->
                                Matcher.quoteReplacement(
                                        switch (m.group(1)) {
                                            case "n" -> "\n";
                                            case "t" -> "\t";
                                            default -> m.group(1);
                                        }));
    }
}
