package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.engines.postgres.PostgresSettings.ChannelBinding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads connection URLs: {@code postgres://}, {@code postgresql://} (documentation of libpq,
 * "Connection URIs") and {@code jdbc:postgresql://}. What is wrong with one is said without showing
 * any of its values, because a password may be anywhere in a URL that is wrong.
 */
public final class PostgresUrl {

    private static final List<String> SCHEMES = List.of("postgres://", "postgresql://");

    private static final Pattern ADDRESS =
            Pattern.compile("(\\[(?<v6>[0-9A-Fa-f:.%]+)]|(?<name>[^:\\[\\]]*))(:(?<port>[^:]*))?");

    private static final Map<String, BiFunction<PostgresSettings, String, PostgresSettings>>
            PARAMETERS =
                    Map.of(
                            "user", PostgresSettings::withUser,
                            "password", PostgresUrl::password,
                            "sslmode", PostgresUrl::sslMode,
                            "sslrootcert", PostgresSettings::withRootCertificate,
                            "channel_binding", PostgresUrl::channelBinding,
                            "channelBinding", PostgresUrl::channelBinding,
                            "connect_timeout", PostgresUrl::connectTimeout,
                            "connectTimeout", PostgresUrl::connectTimeout,
                            "application_name", PostgresSettings::withApplicationName,
                            "ApplicationName", PostgresSettings::withApplicationName);

    private PostgresUrl() {}

    /** Whether this is a URL of PostgreSQL at all. */
    public static boolean matches(String url) {
        return SCHEMES.stream().anyMatch(withoutJdbc(url)::startsWith);
    }

    /**
     * Reads a URL that names the user.
     *
     * @throws IllegalArgumentException with a message for whoever wrote the URL
     */
    public static PostgresSettings parse(String url) {
        return parse(url, "");
    }

    /**
     * Reads a URL.
     *
     * @param user who logs in when the URL does not say
     * @throws IllegalArgumentException with a message for whoever wrote the URL
     */
    public static PostgresSettings parse(String url, String user) {
        String rest = withoutScheme(url.strip());
        int queryAt = rest.indexOf('?');
        String query = queryAt < 0 ? "" : rest.substring(queryAt + 1);
        String place = queryAt < 0 ? rest : rest.substring(0, queryAt);
        int slash = place.indexOf('/');
        if (slash >= 0 && place.indexOf('@', slash) > slash) {
            throw wrong(
                    "has an @ behind a slash; in a password write / as %2F, ? as %3F, @ as %40");
        }
        String authority = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : decoded("database", place.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        String[] login = (at < 0 ? "" : authority.substring(0, at)).split(":", 2);
        List<String[]> parameters = parameters(query);
        String name = firstOf(parameter(parameters, "user"), decoded("user", login[0]), user);
        if (name.isEmpty()) {
            throw wrong("names no user");
        }
        PostgresSettings settings =
                at(authority.substring(at + 1), database.isEmpty() ? name : database, name);
        if (login.length == 2) {
            settings = password(settings, decoded("password", login[1]));
        }
        return with(settings, parameters);
    }

    private static String withoutJdbc(String url) {
        return url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    }

    private static String withoutScheme(String url) {
        String bare = withoutJdbc(url);
        return SCHEMES.stream()
                .filter(bare::startsWith)
                .map(scheme -> bare.substring(scheme.length()))
                .findFirst()
                .orElseThrow(() -> wrong("starts with postgres:// or jdbc:postgresql://"));
    }

    private static PostgresSettings at(String address, String database, String user) {
        if (address.contains(",")) {
            throw wrong("names several hosts; name one");
        }
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw wrong("has no valid host; an IPv6 address stands in brackets");
        }
        String bracketed = parts.group("v6");
        String host = bracketed == null ? decoded("host", parts.group("name")) : bracketed;
        if (host.startsWith("/")) {
            throw wrong("names a Unix socket; Gatehouse connects over TCP, so name a host");
        }
        String port = parts.group("port");
        return new PostgresSettings(
                host.isEmpty() ? "localhost" : host,
                port == null ? PostgresSettings.DEFAULT_PORT : number("port", port, 65535),
                database,
                user);
    }

    private static List<String[]> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .map(
                        pair ->
                                new String[] {
                                    decoded("parameter name", pair[0]),
                                    pair.length == 1 ? "" : decoded("parameter", pair[1])
                                })
                .toList();
    }

    private static String parameter(List<String[]> parameters, String name) {
        return parameters.stream()
                .filter(pair -> pair[0].equals(name))
                .map(pair -> pair[1])
                .findFirst()
                .orElse("");
    }

    private static PostgresSettings with(PostgresSettings settings, List<String[]> parameters) {
        PostgresSettings result = settings;
        for (String[] pair : parameters) {
            var change = PARAMETERS.get(pair[0]);
            if (change == null) {
                throw unknown(pair[0]);
            }
            result = change.apply(result, pair[1]);
        }
        return result;
    }

    private static IllegalArgumentException unknown(String name) {
        String known = String.join(", ", PARAMETERS.keySet().stream().sorted().toList());
        return wrong(
                "has a parameter that Gatehouse does not know"
                        + (name.matches("[A-Za-z_]{1,40}") ? ", " + name : "")
                        + Nearest.to(name, PARAMETERS.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; it knows " + known));
    }

    private static PostgresSettings password(PostgresSettings settings, String password) {
        return settings.withPassword(() -> password);
    }

    private static PostgresSettings sslMode(PostgresSettings settings, String word) {
        SslMode mode =
                SslMode.of(word).orElseThrow(() -> notOneOf("sslmode", word, SslMode.words()));
        return settings.withSsl(mode);
    }

    private static PostgresSettings channelBinding(PostgresSettings settings, String word) {
        List<String> words =
                Arrays.stream(ChannelBinding.values())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList();
        if (!words.contains(word)) {
            throw notOneOf("channel_binding", word, words);
        }
        return settings.withChannelBinding(ChannelBinding.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static PostgresSettings connectTimeout(PostgresSettings settings, String seconds) {
        Duration time = Duration.ofSeconds(number("connect_timeout", seconds, 3600));
        return settings.withBounds(settings.bounds().withConnectTime(time));
    }

    private static IllegalArgumentException notOneOf(String name, String word, List<String> words) {
        return wrong(
                "has a value for "
                        + name
                        + " that is none of "
                        + String.join(", ", words)
                        + Nearest.to(word, words)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
    }

    private static int number(String name, String digits, int most) {
        if (!digits.matches("[0-9]{1,9}")
                || Integer.parseInt(digits) < 1
                || Integer.parseInt(digits) > most) {
            throw wrong("has a " + name + " that is no number from 1 to " + most);
        }
        return Integer.parseInt(digits);
    }

    private static String firstOf(String... candidates) {
        return Arrays.stream(candidates).filter(it -> !it.isEmpty()).findFirst().orElse("");
    }

    /** Percent-decoding as RFC 3986 has it: a plus sign is a plus sign. */
    private static String decoded(String part, String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
            } else {
                out.put(octet(part, in, i + 1));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw wrong("has percent-encoded bytes in its " + part + " that are not UTF-8");
        }
    }

    private static byte octet(String part, byte[] in, int at) {
        int high = at < in.length ? Character.digit(in[at], 16) : -1;
        int low = at + 1 < in.length ? Character.digit(in[at + 1], 16) : -1;
        if (high < 0 || low < 0 || (high | low) == 0) {
            throw wrong(
                    "has a % in its "
                            + part
                            + " that two hexadecimal digits must follow; write %25 for a percent"
                            + " sign");
        }
        return (byte) (high << 4 | low);
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the database URL " + what);
    }
}
