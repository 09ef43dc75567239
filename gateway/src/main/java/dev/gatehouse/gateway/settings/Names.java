package dev.gatehouse.gateway.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that operators give to databases. */
final class Names {

    static final String RULE =
            "a name has letters, digits, `_`, `-` and `.`, begins with a letter, and is no longer"
                    + " than 63";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

    /** Nothing after the path may look like the end of user information: then it is a password. */
    private static final Pattern DATABASE_IN_URL =
            Pattern.compile("[a-z0-9+:]+://[^/?#]*/([^/?#@]+)([?#][^@]*)?");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The name of the database that a URL leads to, when it can be a name here. */
    static Optional<String> ofUrl(String url) {
        Matcher matcher = DATABASE_IN_URL.matcher(url);
        return matcher.matches()
                ? Optional.of(matcher.group(1)).filter(Names::isName)
                : Optional.empty();
    }
}
