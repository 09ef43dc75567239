package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.input.ChoiceField;
import dev.gatehouse.mcp.input.ChoicesField;
import dev.gatehouse.mcp.input.FlagField;
import dev.gatehouse.mcp.input.FormElicitation;
import dev.gatehouse.mcp.input.FormField;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.NumberField;
import dev.gatehouse.mcp.input.RootsRequest;
import dev.gatehouse.mcp.input.SamplingRequest;
import dev.gatehouse.mcp.input.TextField;
import dev.gatehouse.mcp.input.UrlElicitation;
import dev.gatehouse.mcp.input.WholeField;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Revision;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How requests for input look in one revision. */
record InputWire(Revision revision) {

    /** The method that asks for it. */
    static String method(InputRequest<?> request) {
        return switch (request) {
            case FormElicitation _, UrlElicitation _ -> "elicitation/create";
            case SamplingRequest _ -> "sampling/createMessage";
            case RootsRequest _ -> "roots/list";
        };
    }

    /** {@code InputRequest}: method and parameters. */
    ObjectNode request(InputRequest<?> request) {
        ObjectNode json = Wire.object().put("method", method(request));
        json.set("params", params(request));
        return json;
    }

    /** The parameters alone. */
    ObjectNode params(InputRequest<?> request) {
        return switch (request) {
            case FormElicitation form -> form(form);
            case UrlElicitation link ->
                    elicitation("url", link.message()).put("url", link.url().toString());
            case SamplingRequest sampling -> sampling(sampling);
            case RootsRequest _ -> Wire.object();
        };
    }

    private ObjectNode elicitation(String mode, String message) {
        ObjectNode params = Wire.object();
        if (revision.has(Feature.RICH_FORMS)) {
            params.put("mode", mode);
        }
        return params.put("message", message);
    }

    private ObjectNode form(FormElicitation form) {
        ObjectNode params = elicitation("form", form.message());
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Wire.object().arrayNode();
        for (FormElicitation.Field field : form.fields()) {
            properties.set(field.name(), field(field.field()));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return params;
    }

    private static ObjectNode sampling(SamplingRequest sampling) {
        ObjectNode params = Wire.object();
        ArrayNode messages = params.putArray("messages");
        for (SamplingRequest.Message message : sampling.messages()) {
            ObjectNode json = messages.addObject().put("role", message.role().text());
            json.putObject("content").put("type", "text").put("text", message.text());
        }
        if (!sampling.systemPrompt().isEmpty()) {
            params.put("systemPrompt", sampling.systemPrompt());
        }
        return params.put("maxTokens", sampling.maxTokens());
    }

    /** {@code PrimitiveSchemaDefinition}. */
    private ObjectNode field(FormField field) {
        ObjectNode json =
                switch (field) {
                    case TextField text -> text(text);
                    case WholeField whole -> whole(whole);
                    case NumberField real -> real(real);
                    case FlagField _ -> type("boolean");
                    case ChoiceField choice -> choice(choice);
                    case ChoicesField choices -> choices(choices);
                };
        putUnlessEmpty(json, "title", field.title());
        putUnlessEmpty(json, "description", field.description());
        boolean shown = revision.has(Feature.RICH_FORMS) || field instanceof FlagField;
        if (shown && !field.fallback().isMissingNode()) {
            json.set("default", field.fallback());
        }
        return json;
    }

    private static ObjectNode text(TextField text) {
        ObjectNode json = type("string");
        if (text.minLength() > 0) {
            json.put("minLength", text.minLength());
        }
        if (text.maxLength() < Integer.MAX_VALUE) {
            json.put("maxLength", text.maxLength());
        }
        putUnlessEmpty(json, "format", text.format().text());
        return json;
    }

    private static ObjectNode whole(WholeField whole) {
        ObjectNode json = type("integer");
        if (whole.min() > Long.MIN_VALUE) {
            json.put("minimum", whole.min());
        }
        return whole.max() < Long.MAX_VALUE ? json.put("maximum", whole.max()) : json;
    }

    private static ObjectNode real(NumberField real) {
        ObjectNode json = type("number");
        if (Double.isFinite(real.min())) {
            json.put("minimum", real.min());
        }
        return Double.isFinite(real.max()) ? json.put("maximum", real.max()) : json;
    }

    private ObjectNode choice(ChoiceField choice) {
        ObjectNode json = type("string");
        switch (titles(choice.titles())) {
            case NONE -> json.set("enum", values(choice.options()));
            case BESIDE -> json.set("oneOf", titled(choice.options()));
            case ENUM_NAMES -> {
                json.set("enum", values(choice.options()));
                ArrayNode names = json.putArray("enumNames");
                choice.options().forEach(option -> names.add(option.title()));
            }
        }
        return json;
    }

    private FormField.Titles titles(FormField.Titles wanted) {
        boolean tooNew = wanted == FormField.Titles.BESIDE && !revision.has(Feature.RICH_FORMS);
        return tooNew ? FormField.Titles.ENUM_NAMES : wanted;
    }

    private static ObjectNode choices(ChoicesField choices) {
        ObjectNode json = type("array");
        if (choices.minItems() > 0) {
            json.put("minItems", choices.minItems());
        }
        if (choices.maxItems() < choices.options().size()) {
            json.put("maxItems", choices.maxItems());
        }
        ObjectNode items = json.putObject("items");
        switch (choices.titles()) {
            case NONE, ENUM_NAMES ->
                    items.put("type", "string").set("enum", values(choices.options()));
            case BESIDE -> items.set("anyOf", titled(choices.options()));
        }
        return json;
    }

    private static ArrayNode values(List<FormField.Option> options) {
        ArrayNode values = Wire.object().arrayNode();
        options.forEach(option -> values.add(option.value()));
        return values;
    }

    private static JsonNode titled(List<FormField.Option> options) {
        ArrayNode titled = Wire.object().arrayNode();
        for (FormField.Option option : options) {
            titled.addObject().put("const", option.value()).put("title", option.title());
        }
        return titled;
    }

    private static ObjectNode type(String type) {
        return Wire.object().put("type", type);
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
