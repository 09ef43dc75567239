package dev.gatehouse.gateway.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What is written for one section: the settings are asked of it, one by one. */
final class Block {

    private static final int MOST_ENTRIES = 100;

    private final Section section;
    private final SequencedMap<String, Raw> values;
    private final Map<String, Where> names = new HashMap<>();
    private final Where name;
    private final Where where;
    private final Reading reading;

    private Block(
            Section section,
            SequencedMap<String, Raw> values,
            Where name,
            Where where,
            Reading reading) {
        this.section = section;
        this.values = values;
        this.name = name;
        this.where = where;
        this.reading = reading;
    }

    /** A section with these values. */
    static Block of(Section section, Map<String, Raw> values, Where where, Reading reading) {
        return new Block(section, new LinkedHashMap<>(values), where, where, reading);
    }

    /** A section as a file has it; every name in it that is unknown is a problem. */
    static Block of(Section section, Raw.Written written, Reading reading) {
        return of(section, written, written.where(), reading);
    }

    private static Block of(Section section, Raw.Written written, Where name, Reading reading) {
        var block = new Block(section, new LinkedHashMap<>(), name, written.where(), reading);
        written.mapping()
                .ifPresentOrElse(
                        block::readNames,
                        () -> block.problem("this must be a map of names to values"));
        return block;
    }

    private void readNames(MappingNode mapping) {
        mapping.getValue().forEach(this::readName);
    }

    private void readName(NodeTuple tuple) {
        Where place = Yaml.where(tuple.getKeyNode(), where.source());
        name(tuple.getKeyNode())
                .ifPresentOrElse(
                        name -> keep(name, place, tuple.getValueNode()),
                        () -> reading.problems().error(place, "a name must be a text", ""));
    }

    private static Optional<String> name(Node node) {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private void keep(String name, Where place, Node value) {
        String shown = "`" + Yaml.shown(name) + "`";
        if (!section.hasEntries() && !section.names().contains(name)) {
            reading.problems()
                    .error(place, "unknown setting " + shown, Suggestion.of(name, section.names()));
        } else if (values.putIfAbsent(name, Raw.Written.of(value, where.source())) != null) {
            reading.problems().error(place, shown + " is written twice", "keep one of them");
        } else {
            names.put(name, place);
        }
    }

    /** Where the section's own name is written; its beginning, where it has none. */
    Where name() {
        return name;
    }

    /** Where the names in the map of a setting are written. */
    Map<String, Where> names(Setting<?> setting) {
        return raw(setting).map(Raw::names).orElse(Map.of());
    }

    boolean has(Section inner) {
        return values.containsKey(inner.name());
    }

    boolean has(Setting<?> setting) {
        return values.containsKey(setting.name());
    }

    /** Whether there is a value, right or wrong, in the file or elsewhere. */
    boolean isSet(Setting<?> setting) {
        return raw(setting).isPresent();
    }

    /** The value as it is written: on the command line, or else in the file, or a variable. */
    private Optional<Raw> raw(Setting<?> setting) {
        return reading.option(setting.option())
                .<Raw>map(option -> option)
                .or(() -> Optional.ofNullable(values.get(setting.name())))
                .or(() -> reading.variable(setting.variable()));
    }

    /** Where the value is written; the section, when it is not. */
    private Where where(Setting<?> setting) {
        return raw(setting).map(Raw::where).orElse(where);
    }

    /** The value, if it is written and right. */
    <T> Optional<T> find(Setting<T> setting) {
        return raw(setting).flatMap(raw -> reading.attempt(raw, setting.type()));
    }

    /** The value, or the fallback, which the setting must have. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseGet(() -> fallback(setting));
    }

    private <T> T fallback(Setting<T> setting) {
        return setting.type().read(new Raw.Variable(setting.name(), setting.fallback()), reading);
    }

    /** A section in this one; one with nothing in it, when it is not written. */
    Block block(Section inner) {
        return switch (values.get(inner.name())) {
            case Raw.Written written -> of(inner, written, reading);
            case null, default -> of(inner, Map.of(), where, reading);
        };
    }

    /** The entries of a map of names to sections, in the order of the file. */
    SequencedMap<String, Block> entries() {
        return entries(MOST_ENTRIES, Names::isName, Names.RULE);
    }

    /**
     * The entries of a map to sections, whose names follow some rule.
     *
     * @param rule the rule in words
     */
    SequencedMap<String, Block> entries(int most, Predicate<String> isName, String rule) {
        var entries = new LinkedHashMap<String, Block>();
        values.forEach(
                (name, raw) -> {
                    if (!isName.test(name)) {
                        reading.problems()
                                .error(raw.where(), "`" + Yaml.shown(name) + "` is no name", rule);
                    } else if (entries.size() == most) {
                        problem("more than " + most + " entries");
                    } else if (raw instanceof Raw.Written written) {
                        Where place = names.getOrDefault(name, raw.where());
                        entries.put(name, of(section.oneEntry(), written, place, reading));
                    }
                });
        return entries;
    }

    /** The names in a map to sections, whatever is written under them. */
    Set<String> names(Section inner) {
        return switch (values.get(inner.name())) {
            case Raw.Written written ->
                    written.mapping().stream()
                            .flatMap(mapping -> mapping.getValue().stream())
                            .flatMap(tuple -> name(tuple.getKeyNode()).stream())
                            .collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }

    private void problem(String message) {
        reading.problems().error(where, message, "");
    }

    void error(String message, String help) {
        reading.problems().error(where, message, help);
    }

    void error(Setting<?> setting, String message, String help) {
        reading.problems().error(where(setting), message, help);
    }

    /** A problem of one entry in the map of a setting. */
    void error(Setting<?> setting, String entry, String message, String help) {
        Where place = names(setting).getOrDefault(entry, where(setting));
        reading.problems().error(place, message, help);
    }

    /**
     * Checks that an entry in the map of a setting names something that there is.
     *
     * @param what the kind of thing that it names
     */
    void checkKnown(
            Setting<?> setting, String entry, String name, Collection<String> known, String what) {
        if (!known.contains(name)) {
            String help =
                    known.isEmpty()
                            ? "there is none"
                            : Suggestion.of(name, known.stream().sorted().toList());
            error(setting, entry, "there is no %s `%s`".formatted(what, Yaml.shown(name)), help);
        }
    }

    void warning(Setting<?> setting, String message, String help) {
        reading.problems().warning(where(setting), message, help);
    }
}
