package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.prompt.PromptCall;
import dev.gatehouse.mcp.prompt.PromptResult;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.schema.NearestName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Renders one prompt, the same way in every era: visible, well asked for, rendered. */
final class PromptDesk {

    private static final int LONGEST_NAME = 128;
    private static final int MOST_NAMES = 10;

    private final Host host;

    PromptDesk(Host host) {
        this.host = host;
    }

    /** A prompt and how its rendering begins. */
    record Begun(Prompt prompt, Outcome<PromptResult> outcome) {}

    /**
     * Renders the prompt that {@code inquiry} names.
     *
     * @throws RpcException when the peer has no such prompt, or the parameters do not fit
     */
    Begun render(Inquiry inquiry) {
        Peer peer = inquiry.peer();
        Prompt prompt = find(peer, inquiry.text("name", "the name of a prompt"));
        Map<String, String> arguments = inquiry.texts("arguments");
        List<String> wrong = wrong(prompt, arguments);
        if (!wrong.isEmpty()) {
            host.incidents().report(new Incident.WrongPromptArguments(peer, prompt.name(), wrong));
            throw RpcException.invalidParams(words(prompt, wrong));
        }
        var call = new PromptCall(peer, arguments, inquiry.cancellation(), inquiry.progress());
        return new Begun(prompt, prompt.renderer().answer(call));
    }

    private Prompt find(Peer peer, String name) {
        Offer offer = host.offering().offerTo(peer);
        return offer.prompts().find(name).orElseThrow(() -> unknown(peer, name, offer));
    }

    private RpcException unknown(Peer peer, String name, Offer offer) {
        String shown = Excerpt.of(name, LONGEST_NAME);
        host.incidents().report(new Incident.UnknownPrompt(peer, shown));
        String hint = NearestName.hint(name, offer.prompts().names());
        return RpcException.invalidParams("Unknown prompt: " + shown + hint);
    }

    private static List<String> wrong(Prompt prompt, Map<String, String> arguments) {
        Stream<String> missing =
                prompt.arguments().stream()
                        .filter(PromptArgument::required)
                        .map(PromptArgument::name)
                        .filter(name -> !arguments.containsKey(name));
        Stream<String> unknown =
                arguments.keySet().stream()
                        .filter(name -> prompt.argument(name).isEmpty())
                        .sorted()
                        .map(name -> Excerpt.of(name, LONGEST_NAME));
        return Stream.concat(missing, unknown).limit(MOST_NAMES).toList();
    }

    private static String words(Prompt prompt, List<String> wrong) {
        return "The arguments of "
                + prompt.name()
                + " do not fit: missing or not known: "
                + String.join(", ", wrong);
    }
}
