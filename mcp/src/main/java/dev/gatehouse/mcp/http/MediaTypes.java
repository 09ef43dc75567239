package dev.gatehouse.mcp.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for what a request holds, and what its client takes. */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";

    private MediaTypes() {}

    /** Refuses a request whose body is not JSON, or whose client does not take both answers. */
    static void check(HttpRequest request) {
        if (!isPlainJson(request)) {
            throw HttpRefusal.wrongMediaType();
        }
        Optional<String> accept = request.header("Accept");
        if (accept.isPresent() && !takesBoth(accept.get())) {
            throw HttpRefusal.notAcceptable();
        }
    }

    /** Refuses a request whose client does not take a stream. */
    static void checkStream(HttpRequest request) {
        Optional<String> accept = request.header("Accept");
        if (accept.isPresent() && !takes(ranges(accept.get()), EVENTS, "text/*")) {
            throw HttpRefusal.noEvents();
        }
    }

    private static boolean isPlainJson(HttpRequest request) {
        String[] parts = request.header("Content-Type").orElse("").split(";", -1);
        return tidy(parts[0]).equals(JSON)
                && Arrays.stream(parts).skip(1).allMatch(MediaTypes::isNoOtherCharset)
                && request.header("Content-Encoding")
                        .map(MediaTypes::tidy)
                        .orElse("identity")
                        .equals("identity");
    }

    private static boolean isNoOtherCharset(String parameter) {
        String tidy = tidy(parameter).replace("\"", "");
        return !tidy.startsWith("charset=") || tidy.equals("charset=utf-8");
    }

    private static boolean takesBoth(String accept) {
        Set<String> taken = ranges(accept);
        return takes(taken, JSON, "application/*") && takes(taken, EVENTS, "text/*");
    }

    private static Set<String> ranges(String accept) {
        return Arrays.stream(accept.split(",", -1))
                .map(range -> range.split(";", 2)[0])
                .map(MediaTypes::tidy)
                .collect(Collectors.toSet());
    }

    private static boolean takes(Set<String> taken, String type, String family) {
        return taken.contains(type) || taken.contains(family) || taken.contains("*/*");
    }

    private static String tidy(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
