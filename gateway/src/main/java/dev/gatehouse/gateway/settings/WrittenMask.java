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
 * @param spot where it is written
 * @param make the mask, from the key of its hashes; empty: there is none, and one is needed
 */
record WrittenMask(Spot spot, Function<Optional<HashKey>, Optional<Mask>> make) {

    private static final List<String> KINDS =
            List.of("text", "hash", "partial", "email", "date", "round", "sql");

    static WrittenMask read(Raw raw, Reading reading) {
        Spot spot = Spot.of(raw.where());
        if (raw.scalar().isPresent()) {
            boolean nothing = raw.scalar().get().getTag().equals(Tag.NULL);
            return of(spot, nothing ? new Mask.Nothing() : bareText(text(raw, reading)));
        }
        Map<String, Raw> entries = raw.entries();
        if (entries.size() != 1) {
            throw new BadValue("a mask is a text, null, or a map with one of " + KINDS);
        }
        Map.Entry<String, Raw> only = entries.entrySet().iterator().next();
        Raw value = only.getValue();
        return switch (only.getKey()) {
            case "text" -> of(spot, new Mask.Fixed(text(value, reading)));
            case "hash" -> {
                checkWord(value, reading, "keyed");
                yield new WrittenMask(spot, key -> key.map(Mask.Hash::new));
            }
            case "partial" -> of(spot, partial(value.entries(), reading));
            case "email" -> {
                checkWord(value, reading, "keep_domain");
                yield of(spot, new Mask.Email());
            }
            case "date" -> of(spot, new Mask.Truncated(unit(value, reading)));
            case "round" -> of(spot, new Mask.Rounded(step(text(value, reading))));
            case "sql" -> {
                Located<String> sql = new Type.Sql().read(value, reading);
                yield of(sql.spot(), new Mask.Sql(sql.value()));
            }
            default -> throw unknown(only.getKey(), KINDS);
        };
    }

    private static WrittenMask of(Spot spot, Mask mask) {
        return new WrittenMask(spot, _ -> Optional.of(mask));
    }

    /** A text on its own, unless somebody who writes it surely means the mask of that name. */
    private static Mask bareText(String text) {
        String meant =
                switch (text) {
                    case "hash" -> "{hash: keyed}";
                    case "partial" -> "{partial: {keep_last: 4}}";
                    case "email" -> "{email: keep_domain}";
                    case "date" -> "{date: month}";
                    case "round" -> "{round: 100}";
                    case "sql" -> "{sql: EXPRESSION}";
                    case "text" -> "{text: WORDS}";
                    default -> "";
                };
        if (!meant.isEmpty()) {
            throw new BadValue(
                    "`%s` is the name of a mask, and alone it is a fixed text; write `%s`, or"
                                    .formatted(text, meant)
                            + " `{text: %s}` for that very text".formatted(text));
        }
        return new Mask.Fixed(text);
    }

    private static String text(Raw raw, Reading reading) {
        return reading.surroundings().fill(raw.template());
    }

    private static void checkWord(Raw raw, Reading reading, String only) {
        if (!text(raw, reading).equals(only)) {
            throw unknown(raw.shown(), List.of(only));
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

    private static Mask.Unit unit(Raw raw, Reading reading) {
        String text = text(raw, reading);
        return Arrays.stream(Mask.Unit.values())
                .filter(unit -> unit.words().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                unknown(
                                        raw.shown(),
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

    /**
     * @param word as it was written: what a reference in it stands for may be a secret
     */
    private static BadValue unknown(String word, List<String> known) {
        return new BadValue(
                "`" + Yaml.shown(word) + "` is not known; " + Suggestion.of(word, known));
    }
}
