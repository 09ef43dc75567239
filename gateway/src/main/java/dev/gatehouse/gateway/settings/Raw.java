package dev.gatehouse.gateway.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value as it was written, and where. */
sealed interface Raw {

    Where where();

    /** The text of the value, with its references still in it. */
    Template template();

    /** The values of a list. */
    List<Raw> items();

    /** The values of a map, by their names. */
    SequencedMap<String, Raw> entries();

    /** Where the names of a map are written; nothing when this is none. */
    Map<String, Where> names();

    /** The one value, as YAML knows it; empty when there are several, or the map says nothing. */
    Optional<ScalarNode> scalar();

    /** The value as an operator wrote it, cut to a length that can be shown. */
    String shown();

    /** In a file. */
    record Written(Node node, Where where) implements Raw {

        static Written of(Node node, String source) {
            return new Written(node, Yaml.where(node, source));
        }

        @Override
        public Template template() {
            return switch (node) {
                case ScalarNode scalar -> template(scalar);
                default -> throw new BadValue("this must be a single value");
            };
        }

        private static Template template(ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.NULL)) {
                throw new BadValue("there is no value; give it one, or leave the setting out");
            }
            return Template.of(scalar.getValue());
        }

        @Override
        public List<Raw> items() {
            return switch (node) {
                case SequenceNode sequence ->
                        sequence.getValue().stream()
                                .<Raw>map(item -> of(item, where.source()))
                                .toList();
                default -> throw new BadValue("this must be a list, such as [a, b]");
            };
        }

        @Override
        public SequencedMap<String, Raw> entries() {
            SequencedMap<String, Raw> entries = new LinkedHashMap<>();
            MappingNode map =
                    mapping().orElseThrow(() -> new BadValue("this must be a map, such as {a: 1}"));
            for (NodeTuple tuple : map.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                    throw new BadValue("a name must be a text");
                }
                Raw value = of(tuple.getValueNode(), where.source());
                if (entries.putIfAbsent(name.getValue(), value) != null) {
                    throw new BadValue("`" + Yaml.shown(name.getValue()) + "` is written twice");
                }
            }
            return entries;
        }

        @Override
        public Map<String, Where> names() {
            Map<String, Where> names = new HashMap<>();
            for (NodeTuple tuple : mapping().map(MappingNode::getValue).orElse(List.of())) {
                if (tuple.getKeyNode() instanceof ScalarNode name) {
                    names.putIfAbsent(name.getValue(), Yaml.where(name, where.source()));
                }
            }
            return names;
        }

        @Override
        public Optional<ScalarNode> scalar() {
            return node instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
        }

        Optional<MappingNode> mapping() {
            return node instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
        }

        @Override
        public String shown() {
            return node instanceof ScalarNode scalar ? Yaml.shown(scalar.getValue()) : "";
        }

        /** The node's text may be a secret. */
        @Override
        public String toString() {
            return where.toString();
        }
    }

    /** In the environment, where nothing refers to anything. */
    record Variable(String name, String text) implements Raw {

        @Override
        public Where where() {
            return Where.variable(name);
        }

        @Override
        public Template template() {
            if (text.isBlank()) {
                throw new BadValue("there is nothing in it; give it a value, or do not set it");
            }
            return new Template(List.of(new Template.Part.Literal(text)));
        }

        @Override
        public List<Raw> items() {
            return Arrays.stream(text.split(",", -1))
                    .<Raw>map(item -> new Variable(name, item.strip()))
                    .toList();
        }

        @Override
        public SequencedMap<String, Raw> entries() {
            throw new BadValue("a map cannot stand in a variable");
        }

        @Override
        public Map<String, Where> names() {
            return Map.of();
        }

        @Override
        public Optional<ScalarNode> scalar() {
            return Optional.empty();
        }

        @Override
        public String shown() {
            return Yaml.shown(text);
        }

        /** The text is in the record, and may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }
}
