package dev.gatehouse.gateway.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as operators write them: {@code 1MiB}, {@code 500ms}. */
final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]+)");

    private record Unit(String name, long value) {}

    private static final List<Unit> SIZES =
            List.of(
                    new Unit("GiB", 1L << 30),
                    new Unit("MiB", 1L << 20),
                    new Unit("KiB", 1L << 10),
                    new Unit("B", 1));

    private static final List<Unit> TIMES =
            List.of(
                    new Unit("h", 3_600_000),
                    new Unit("m", 60_000),
                    new Unit("s", 1_000),
                    new Unit("ms", 1));

    private Quantity() {}

    /** A size in bytes; empty when the text is none. */
    static Optional<Long> size(String text) {
        return parse(text, SIZES);
    }

    static String size(long bytes) {
        return format(bytes, SIZES);
    }

    /** A length of time; empty when the text is none. */
    static Optional<Duration> time(String text) {
        return parse(text, TIMES).map(Duration::ofMillis);
    }

    static String time(Duration time) {
        return format(time.toMillis(), TIMES);
    }

    private static Optional<Long> parse(String text, List<Unit> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return units.stream()
                .filter(unit -> unit.name().equals(matcher.group(2)))
                .filter(unit -> number <= Long.MAX_VALUE / unit.value())
                .map(unit -> number * unit.value())
                .findFirst();
    }

    /** In the largest unit that divides it. */
    private static String format(long value, List<Unit> units) {
        return units.stream()
                .filter(unit -> value % unit.value() == 0)
                .findFirst()
                .map(unit -> value / unit.value() + unit.name())
                .orElseThrow();
    }
}
