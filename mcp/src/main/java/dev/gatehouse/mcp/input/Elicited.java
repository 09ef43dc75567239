package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a user did with a form or a link (MCP, elicitation, response actions). */
public sealed interface Elicited extends InputResponse {

    /**
     * The user agreed.
     *
     * @param content what was filled in, checked against the form: a field that is not required may
     *     be absent; empty for a link, where nothing says that the user has finished there. Not to
     *     be changed
     */
    record Accepted(ObjectNode content) implements Elicited {

        public Accepted {
            requireNonNull(content, "content is null");
        }

        /** The text, or the choice, of a required field. */
        public String text(String name) {
            return content.required(name).stringValue();
        }

        /** The text, or the choice, of a field; empty when it is absent. */
        public Optional<String> optionalText(String name) {
            return content.path(name).stringValueOpt();
        }

        /** The whole number of a field; empty when it is absent. */
        public OptionalLong whole(String name) {
            JsonNode value = content.path(name);
            return value.isNumber()
                    ? OptionalLong.of(value.decimalValue().longValueExact())
                    : OptionalLong.empty();
        }

        /** The number of a field; empty when it is absent. */
        public OptionalDouble number(String name) {
            JsonNode value = content.path(name);
            return value.isNumber()
                    ? OptionalDouble.of(value.doubleValue())
                    : OptionalDouble.empty();
        }

        /** Whether a field is true; {@code fallback} when it is absent. */
        public boolean flag(String name, boolean fallback) {
            return content.path(name).asBoolean(fallback);
        }

        /** The choices of a field; none when it is absent. */
        public List<String> texts(String name) {
            return StreamSupport.stream(content.path(name).spliterator(), false)
                    .map(JsonNode::stringValue)
                    .toList();
        }
    }

    /** The user said no. */
    record Declined() implements Elicited {}

    /** The user turned away without an answer. */
    record Cancelled() implements Elicited {}

    /**
     * Reads {@code ElicitResult}; empty when it is none.
     *
     * @param filledIn what the content of an agreement says; empty when it does not fit
     */
    static Optional<Elicited> read(
            JsonNode result, Function<JsonNode, Optional<ObjectNode>> filledIn) {
        return switch (result.path("action").asString("")) {
            case "accept" -> filledIn.apply(result.path("content")).map(Accepted::new);
            case "decline" -> Optional.of(new Declined());
            case "cancel" -> Optional.of(new Cancelled());
            default -> Optional.empty();
        };
    }
}
