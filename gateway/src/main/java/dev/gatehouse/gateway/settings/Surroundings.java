package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a value in the settings can refer to: variables and files.
 *
 * @param variables looks up an environment variable
 * @param folder what relative paths are relative to: that of the settings file
 * @param home what {@code ~} stands for
 */
record Surroundings(Function<String, Optional<String>> variables, Path folder, Path home) {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_SHOWN = 200;

    /** The text with everything that it refers to. */
    String fill(Template template) {
        return template.parts().stream().map(this::fill).collect(Collectors.joining());
    }

    private String fill(Template.Part part) {
        return switch (part) {
            case Template.Part.Literal(String text) -> text;
            case Template.Part.Variable(String name) ->
                    variables
                            .apply(name)
                            .orElseThrow(
                                    () ->
                                            unavailable(
                                                    "variable `"
                                                            + Yaml.shown(name)
                                                            + "` is not set"));
            case Template.Part.Content(String path) -> content(path);
        };
    }

    private String content(String name) {
        String what = "file `" + Yaml.shown(name, MOST_SHOWN) + "` ";
        try {
            Path path = path(name);
            if (!Files.isRegularFile(path)) {
                throw unavailable(what + "does not exist");
            }
            if (Files.size(path) > MOST_BYTES) {
                throw unavailable(what + "is larger than 64 KiB");
            }
            return withoutLineEnd(Files.readString(path));
        } catch (CharacterCodingException _) {
            throw unavailable(what + "is not UTF-8 text");
        } catch (IOException | InvalidPathException _) {
            throw unavailable(what + "cannot be read");
        }
    }

    /** A path as it is written in the settings. */
    Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : folder.resolve(text);
    }

    private static String withoutLineEnd(String text) {
        return text.replaceFirst("\\r?\\n\\z", "");
    }

    private static SecretUnavailable unavailable(String message) {
        return new SecretUnavailable("the " + message);
    }
}
