package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.completion.Completer;
import dev.gatehouse.mcp.completion.Completion;
import dev.gatehouse.mcp.completion.CompletionCall;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Completes one value, the same way in every era: of something visible, and nothing else. */
final class CompletionDesk {

    private static final int LONGEST_SHOWN = 300;

    private final Host host;

    CompletionDesk(Host host) {
        this.host = host;
    }

    /**
     * What {@code inquiry} refers to.
     *
     * @param type {@code ref/prompt} or {@code ref/resource}
     * @param name the name of a prompt, or a template as it is listed
     * @param argument the name of an argument or a variable
     */
    private record Reference(String type, String name, String argument) {

        static Reference of(JsonNode ref, JsonNode argument) {
            String type = text(ref.path("type"), "\"ref.type\" is ref/prompt or ref/resource");
            String key = type.equals("ref/resource") ? "uri" : "name";
            return new Reference(
                    type,
                    text(ref.path(key), "\"ref." + key + "\" is a text"),
                    text(argument.path("name"), "\"argument.name\" is a text"));
        }

        @Override
        public String toString() {
            return name + " " + argument;
        }
    }

    /**
     * Completes the value that {@code inquiry} names.
     *
     * @throws RpcException when the peer has nothing of that name, or the parameters do not fit
     */
    Completion complete(Inquiry inquiry) {
        ObjectNode argument = inquiry.object("argument");
        Reference reference = Reference.of(inquiry.object("ref"), argument);
        String value = text(argument.path("value"), "\"argument.value\" is a text");
        var others = Inquiry.texts(inquiry.object("context"), "arguments");
        Offer offer = host.offering().offerTo(inquiry.peer());
        Completer completer =
                completer(offer, reference).orElseThrow(() -> unknown(inquiry, reference));
        return completer.complete(
                new CompletionCall(inquiry.peer(), value, others, inquiry.cancellation()));
    }

    private static Optional<Completer> completer(Offer offer, Reference reference) {
        String argument = reference.argument();
        return switch (reference.type()) {
            case "ref/prompt" ->
                    offer.prompts()
                            .find(reference.name())
                            .flatMap(prompt -> prompt.argument(argument))
                            .map(PromptArgument::completer);
            case "ref/resource" ->
                    offer.templates()
                            .find(reference.name())
                            .filter(found -> found.template().variables().contains(argument))
                            .map(found -> found.completer(argument));
            default ->
                    throw RpcException.invalidParams("\"ref.type\" is ref/prompt or ref/resource");
        };
    }

    private RpcException unknown(Inquiry inquiry, Reference reference) {
        String shown = Excerpt.of(reference.toString(), LONGEST_SHOWN);
        host.incidents().report(new Incident.UnknownReference(inquiry.peer(), shown));
        return RpcException.invalidParams("There is nothing to complete by this name: " + shown);
    }

    private static String text(JsonNode value, String what) {
        if (!value.isString()) {
            throw RpcException.invalidParams(what);
        }
        return value.stringValue();
    }
}
