package dev.gatehouse.gateway.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
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
