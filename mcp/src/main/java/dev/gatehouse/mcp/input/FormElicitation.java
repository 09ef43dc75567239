package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.ClientCapability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form for the user to fill in (MCP since 2025-06-18, elicitation, form mode). The client sees
 * what is filled in, and so may its model: never ask for a password, a key or a token here, but
 * with a {@link UrlElicitation}.
 *
 * @param message why this is asked, for the user
 * @param fields in the order in which they are shown
 */
public record FormElicitation(String message, List<Field> fields)
        implements InputRequest<Elicited> {

    /** A field in its place; a form has one of each name. */
    public record Field(String name, FormField field, boolean required) {
        public Field {
            requireNonNull(name, "name is null");
            requireNonNull(field, "field is null");
        }
    }

    public FormElicitation {
        requireNonNull(message, "message is null");
        fields = List.copyOf(fields);
        if (fields.stream().map(Field::name).distinct().count() < fields.size()) {
            throw new IllegalArgumentException("a field is named twice");
        }
    }

    /** A form without fields: the user agrees or not. */
    public static FormElicitation of(String message) {
        return new FormElicitation(message, List.of());
    }

    /** The same with a field that must be filled in. */
    public FormElicitation required(String name, FormField field) {
        return with(new Field(name, field, true));
    }

    /** The same with a field that may be left out. */
    public FormElicitation optional(String name, FormField field) {
        return with(new Field(name, field, false));
    }

    private FormElicitation with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new FormElicitation(message, more);
    }

    @Override
    public ClientCapability capability() {
        return ClientCapability.FORM_ELICITATION;
    }

    @Override
    public Class<Elicited> responseType() {
        return Elicited.class;
    }

    @Override
    public Optional<Elicited> read(JsonNode result) {
        return Elicited.read(result, this::filledIn);
    }

    /** What was filled in; null for a field that may be left out means that it was. */
    private Optional<ObjectNode> filledIn(JsonNode content) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            JsonNode value = content.path(field.name());
            if (field.field().fits(value)) {
                known.set(field.name(), value);
            } else if (field.required() || !(value.isNull() || value.isMissingNode())) {
                return Optional.empty();
            }
        }
        return Optional.of(known);
    }
}
