package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.policy.FunctionPattern;
import dev.gatehouse.core.policy.TablePattern;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the value of a setting can be. */
sealed interface Type<T> {

    /** The type for operators, such as {@code whole number from 1 to 65535}. */
    String words();

    /**
     * Reads a value.
     *
     * @throws BadValue when it is none of this type
     * @throws SecretUnavailable when it refers to something that is not there
     */
    T read(Raw raw, Reading reading);

    /** A type whose values are one text, in which references are filled in first. */
    sealed interface OneText<T> extends Type<T> {

        /** Reads the text; what is thrown does not quote it. */
        T parse(String text, Raw raw, Reading reading);

        @Override
        default T read(Raw raw, Reading reading) {
            String text = reading.surroundings().fill(raw.template()).strip();
            if (text.isEmpty()) {
                throw new BadValue("the value is empty");
            }
            return parse(text, raw, reading);
        }
    }

    /** Any text. */
    record Text() implements OneText<String> {
        @Override
        public String words() {
            return "text";
        }

        @Override
        public String parse(String text, Raw raw, Reading reading) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new BadValue("the text has control characters in it");
            }
            return text;
        }
    }

    /** A name or an address of a server, as a Host header has it, without port. */
    Type<String> HOST_NAME =
            new Shaped(
                    "host name",
                    Pattern.compile("[A-Za-z0-9_.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]"),
                    "a name such as gate.example.com, or an address such as [::1]");

    /** Where a web page comes from (RFC 6454, section 6.1). */
    Type<String> ORIGIN =
            new Shaped(
                    "origin",
                    Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,30}://[A-Za-z0-9_.:\\[\\]-]{1,260}"),
                    "an origin such as https://app.example.com, without a path");

    /** An IP address, or a network of them (RFC 4632; RFC 4291, section 2.3). */
    Type<String> NETWORK =
            new Shaped(
                    "IP address or network",
                    Pattern.compile(
                            "([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?"),
                    "an IP address such as 10.1.2.3, or a network such as 10.0.0.0/8");

    /**
     * An address that nobody between can speak for: of HTTPS, or of this machine. Without query and
     * fragment (RFC 8414, section 2; RFC 9728, section 1.2).
     */
    Shaped HTTPS_URL =
            new Shaped(
                    "https URL",
                    Pattern.compile(
                            "(https://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])"
                                    + "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1]))"
                                    + "(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@/-]{0,500})?"),
                    "an address such as https://id.example.com, without query; plain http is for"
                            + " this machine only");

    /** What a token is good for (RFC 6749, section 3.3). */
    Type<String> SCOPE =
            new Shaped(
                    "scope",
                    Pattern.compile("[!#-\\[\\]-~]{1,200}"),
                    "a scope such as gatehouse:query");

    /** Several of them. */
    Type<String> SCOPES =
            new Shaped(
                    "scope",
                    Pattern.compile("[!#-\\[\\]-~]{1,200}( [!#-\\[\\]-~]{1,200}){0,19}"),
                    "a scope such as gatehouse:query, or several with a space between");

    /** A text of one shape; {@code such} says what it must be. */
    record Shaped(String words, Pattern shape, String such) implements OneText<String> {

        @Override
        public String parse(String text, Raw raw, Reading reading) {
            if (!shape.matcher(text).matches()) {
                throw new BadValue(mustBe(raw, such));
            }
            return text;
        }
    }

    /** An expression of SQL, of any number of lines. */
    record Sql() implements OneText<Located<String>> {
        @Override
        public String words() {
            return "SQL";
        }

        @Override
        public Located<String> parse(String text, Raw raw, Reading reading) {
            return new Located<>(text, Spot.of(raw, text, reading.lines()));
        }
    }

    /** A value whose place is told later, when it turns out to be wrong. */
    record Placed<T>(Type<T> type) implements Type<Located<T>> {
        @Override
        public String words() {
            return type.words();
        }

        @Override
        public Located<T> read(Raw raw, Reading reading) {
            return new Located<>(type.read(raw, reading), Spot.of(raw.where()));
        }
    }

    /** Some tables. */
    record Tables() implements OneText<TablePattern> {
        @Override
        public String words() {
            return "`schema.table`, `table` or `schema.*`";
        }

        @Override
        public TablePattern parse(String text, Raw raw, Reading reading) {
            try {
                return TablePattern.parse(text);
            } catch (IllegalArgumentException e) {
                throw new BadValue(asWritten(String.valueOf(e.getMessage()), text, raw));
            }
        }
    }

    /** Some functions of users. */
    record Functions() implements OneText<FunctionPattern> {
        @Override
        public String words() {
            return "`schema.function` or `schema.*`";
        }

        @Override
        public FunctionPattern parse(String text, Raw raw, Reading reading) {
            try {
                return FunctionPattern.parse(text);
            } catch (IllegalArgumentException e) {
                throw new BadValue(asWritten(String.valueOf(e.getMessage()), text, raw));
            }
        }
    }

    /** How one column is masked. */
    record OneMask() implements Type<WrittenMask> {
        @Override
        public String words() {
            return "mask";
        }

        @Override
        public WrittenMask read(Raw raw, Reading reading) {
            return WrittenMask.read(raw, reading);
        }
    }

    /** What is known of a caller under one name: a text, a number, true or false, or a list. */
    record Claim() implements Type<Attribute> {
        @Override
        public String words() {
            return "value";
        }

        @Override
        public Attribute read(Raw raw, Reading reading) {
            return raw.scalar().isPresent()
                    ? Claims.single(raw, reading)
                    : new Attribute.Many(
                            raw.items().stream().map(it -> Claims.single(it, reading)).toList());
        }
    }

    /** A map of names to values of a type. */
    record MapOf<T>(Type<T> item, int most) implements Type<Map<String, T>> {
        @Override
        public String words() {
            return "map of names to a " + item.words();
        }

        @Override
        public Map<String, T> read(Raw raw, Reading reading) {
            Map<String, T> read = new LinkedHashMap<>();
            Map<String, Raw> entries = raw.entries();
            if (entries.size() > most) {
                throw new BadValue("the map has more than " + most + " entries");
            }
            entries.forEach(
                    (name, value) ->
                            reading.attempt(value, item).ifPresent(it -> read.put(name, it)));
            return read;
        }
    }

    /** A part of a whole. */
    record Share() implements OneText<Double> {

        private static final Pattern SHARE = Pattern.compile("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?");

        @Override
        public String words() {
            return "number from 0 to 1";
        }

        @Override
        public Double parse(String text, Raw raw, Reading reading) {
            if (!SHARE.matcher(text).matches()) {
                throw new BadValue(mustBe(raw, "a " + words() + ", such as 0.1"));
            }
            return Double.valueOf(text);
        }
    }

    /** A whole number. */
    record Whole(int least, int most) implements OneText<Integer> {
        @Override
        public String words() {
            return "whole number from " + least + " to " + most;
        }

        @Override
        public Integer parse(String text, Raw raw, Reading reading) {
            try {
                int value = Integer.parseInt(text.replace("_", ""));
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // Said below, for both.
            }
            throw new BadValue(mustBe(raw, "a " + words()));
        }
    }

    /** A number of anything, which may be written with an exponent. */
    record Amount(long least, long most) implements OneText<Long> {
        @Override
        public String words() {
            return "whole number from " + least + " to " + most;
        }

        @Override
        public Long parse(String text, Raw raw, Reading reading) {
            if (text.matches("[0-9][0-9_]{0,20}([eE][0-9]{1,2})?")) {
                BigDecimal value = new BigDecimal(text.replace("_", ""));
                if (value.compareTo(BigDecimal.valueOf(least)) >= 0
                        && value.compareTo(BigDecimal.valueOf(most)) <= 0) {
                    return value.longValueExact();
                }
            }
            throw new BadValue(mustBe(raw, "a " + words() + ", such as 1000000 or 1e6"));
        }
    }

    /** A number of bytes. */
    record Size(long least, long most) implements OneText<Long> {
        @Override
        public String words() {
            return "size from " + Quantity.size(least) + " to " + Quantity.size(most);
        }

        @Override
        public Long parse(String text, Raw raw, Reading reading) {
            return Quantity.size(text)
                    .filter(size -> size >= least && size <= most)
                    .orElseThrow(
                            () -> new BadValue(mustBe(raw, "a " + words() + ", such as 64KiB")));
        }
    }

    /** A length of time. In a variable, a bare number is one of seconds. */
    record Time(Duration least, Duration most) implements OneText<Duration> {
        @Override
        public String words() {
            return "time from " + Quantity.time(least) + " to " + Quantity.time(most);
        }

        @Override
        public Duration parse(String text, Raw raw, Reading reading) {
            boolean bare = raw instanceof Raw.Variable && text.matches("\\d+");
            return Quantity.time(bare ? text + "s" : text)
                    .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                    .orElseThrow(() -> new BadValue(mustBe(raw, "a " + words() + ", such as 10s")));
        }
    }

    /** Yes or no. */
    record Flag() implements OneText<Boolean> {

        private static final Pattern YES = Pattern.compile("true|1|yes|on");
        private static final Pattern NO = Pattern.compile("false|0|no|off");

        @Override
        public String words() {
            return "true or false";
        }

        /** A variable has it in more spellings, as variables do. */
        @Override
        public Boolean parse(String text, Raw raw, Reading reading) {
            String plain = text.toLowerCase(Locale.ROOT);
            boolean lenient = raw instanceof Raw.Variable;
            if (lenient ? YES.matcher(plain).matches() : plain.equals("true")) {
                return true;
            }
            if (lenient ? NO.matcher(plain).matches() : plain.equals("false")) {
                return false;
            }
            throw new BadValue(mustBe(raw, words()));
        }
    }

    /** One of a few names; those of the constants, in lower case with hyphens. */
    record Choice<E extends Enum<E>>(Class<E> of) implements OneText<E> {

        /** The names, in order. */
        public List<String> names() {
            return Arrays.stream(of.getEnumConstants()).map(Choice::name).toList();
        }

        static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String words() {
            return names().stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
        }

        @Override
        public E parse(String text, Raw raw, Reading reading) {
            return Arrays.stream(of.getEnumConstants())
                    .filter(constant -> name(constant).equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new BadValue(
                                            "`%s` is not known; %s"
                                                    .formatted(
                                                            raw.shown(),
                                                            Suggestion.of(raw.shown(), names()))));
        }
    }

    /** A file. A relative path begins at the folder of the settings file, {@code ~/} at home. */
    record File() implements OneText<Path> {
        @Override
        public String words() {
            return "path of a file";
        }

        @Override
        public Path parse(String text, Raw raw, Reading reading) {
            try {
                return reading.surroundings().path(text);
            } catch (InvalidPathException _) {
                throw new BadValue("this cannot be a path");
            }
        }
    }

    /** Several of a type; in a variable, separated by commas. */
    record ListOf<T>(Type<T> item, int most) implements Type<List<T>> {
        @Override
        public String words() {
            return "list of " + item.words();
        }

        @Override
        public List<T> read(Raw raw, Reading reading) {
            List<Raw> items = raw.items();
            if (items.isEmpty()) {
                throw new BadValue("the list is empty; leave the setting out, or name something");
            }
            if (items.size() > most) {
                throw new BadValue("the list has more than " + most + " entries");
            }
            return items.stream()
                    .flatMap(one -> reading.attempt(one, item).stream())
                    .distinct()
                    .toList();
        }
    }

    /** A secret: read at each use. One that stands in the file itself is worth a warning. */
    record Hidden() implements Type<Secret> {
        @Override
        public String words() {
            return "secret";
        }

        @Override
        public Secret read(Raw raw, Reading reading) {
            Secret secret = secret(raw, reading);
            if (raw instanceof Raw.Written && !raw.template().hasReferences()) {
                reading.warnOfPlainSecret(raw.where());
            }
            return secret;
        }

        private static Secret secret(Raw raw, Reading reading) {
            Template template = raw.template();
            Surroundings surroundings = reading.surroundings();
            if (surroundings.fill(template).isEmpty()) {
                throw new BadValue("the value is empty");
            }
            return Secret.from(() -> surroundings.fill(template));
        }
    }

    /** The address of a database, which may hold a password, and is a secret for that reason. */
    record Url() implements Type<Secret> {

        private static final Pattern PASSWORD =
                Pattern.compile("://[^/@?#]*:[^/@]+@|[?&]password=[^&]+");

        @Override
        public String words() {
            return "URL";
        }

        @Override
        public Secret read(Raw raw, Reading reading) {
            Secret secret = Hidden.secret(raw, reading);
            if (raw instanceof Raw.Written && PASSWORD.matcher(raw.template().literals()).find()) {
                reading.warnOfPlainSecret(raw.where());
            }
            reading.checks()
                    .url(secret.reveal())
                    .ifPresent(
                            message -> {
                                throw new BadValue(message);
                            });
            return secret;
        }
    }

    /** A message about a text that quotes what was written instead: what is filled in is secret. */
    private static String asWritten(String message, String text, Raw raw) {
        return message.replace("`" + text + "`", "`" + raw.shown() + "`");
    }

    private static String mustBe(Raw raw, String words) {
        return "`" + raw.shown() + "` must be " + words;
    }
}
