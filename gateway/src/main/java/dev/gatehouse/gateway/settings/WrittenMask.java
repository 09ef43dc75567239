package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mask as it is written: a text, {@code null}, or a map with the one name that says which.
 *
 * @param make the mask, from the key of its hashes; empty: there is none, and one is needed
 */
record WrittenMask(Function<Optional<HashKey>, Optional<Mask>> make) {

    private static final List<String> KINDS =
            List.of("text", "hash", "partial", "email", "date", "round", "sql");

    static WrittenMask read(Raw raw, Reading reading) {
        if (raw.scalar().isPresent()) {
            boolean nothing = raw.scalar().get().getTag().equals(Tag.NULL);
            return of(nothing ? new Mask.Nothing() : new Mask.Fixed(text(raw, reading)));
        }
        Map<String, Raw> entries = raw.entries();
        if (entries.size() != 1) {
            throw new BadValue("a mask is a text, null, or a map with one of " + KINDS);
        }
        Map.Entry<String, Raw> only = entries.entrySet().iterator().next();
        Raw value = only.getValue();
        return switch (only.getKey()) {
            case "text" -> of(new Mask.Fixed(text(value, reading)));
            case "hash" -> {
                checkWord(value, reading, "keyed");
                yield new WrittenMask(key -> key.map(Mask.Hash::new));
            }
            case "partial" -> of(partial(value.entries(), reading));
            case "email" -> {
                checkWord(value, reading, "keep_domain");
                yield of(new Mask.Email());
            }
            case "date" -> of(new Mask.Truncated(unit(text(value, reading))));
            case "round" -> of(new Mask.Rounded(step(text(value, reading))));
            case "sql" -> of(new Mask.Sql(new Type.Sql().read(value, reading)));
            default -> throw unknown(only.getKey(), KINDS);
        };
    }

    private static WrittenMask of(Mask mask) {
        return new WrittenMask(_ -> Optional.of(mask));
    }

    private static String text(Raw raw, Reading reading) {
        return reading.surroundings().fill(raw.template());
    }

    private static void checkWord(Raw raw, Reading reading, String only) {
        String text = text(raw, reading);
        if (!text.equals(only)) {
            throw unknown(text, List.of(only));
        }
    }

    private static Mask partial(Map<String, Raw> entries, Reading reading) {
        List<String> names = List.of("keep_first", "keep_last");
        entries.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw unknown(name, names);
                        });
        return new Mask.Partial(
                kept(entries, "keep_first", reading), kept(entries, "keep_last", reading));
    }

    private static int kept(Map<String, Raw> entries, String name, Reading reading) {
        Raw raw = entries.get(name);
        return raw == null ? 0 : new Type.Whole(0, Mask.MOST_KEPT).read(raw, reading);
    }

    private static Mask.Unit unit(String text) {
        return Arrays.stream(Mask.Unit.values())
                .filter(unit -> unit.words().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                unknown(
                                        text,
                                        Arrays.stream(Mask.Unit.values())
                                                .map(Mask.Unit::words)
                                                .toList()));
    }

    private static BigDecimal step(String text) {
        try {
            BigDecimal step = new BigDecimal(text);
            if (step.signum() > 0 && step.precision() + Math.abs((long) step.scale()) < 100) {
                return step;
            }
        } catch (NumberFormatException _) {
            // Said below, for both.
        }
        throw new BadValue("the step must be a positive number, such as 100 or 0.5");
    }

    private static BadValue unknown(String word, List<String> known) {
        return new BadValue(
                "`" + Yaml.shown(word) + "` is not known; " + Suggestion.of(word, known));
    }
}
