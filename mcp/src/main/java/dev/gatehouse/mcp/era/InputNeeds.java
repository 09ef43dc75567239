package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.input.ChoicesField;
import dev.gatehouse.mcp.input.FormElicitation;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.peer.ClientCapability;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Peer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a client must be able to do to be asked something. */
final class InputNeeds {

    private InputNeeds() {}

    /** The capabilities that {@code requests} need and {@code peer} has not declared. */
    static List<ClientCapability> missing(Collection<InputRequest<?>> requests, Peer peer) {
        Stream<ClientCapability> needed = requests.stream().map(InputRequest::capability);
        return needed.distinct().filter(need -> !peer.capabilities().has(need)).sorted().toList();
    }

    /**
     * Whether {@code peer} speaks a revision that has all fields of the forms in {@code requests}.
     */
    static boolean areInRevision(Collection<InputRequest<?>> requests, Peer peer) {
        return peer.revision().has(Feature.RICH_FORMS)
                || requests.stream().noneMatch(InputNeeds::hasChoices);
    }

    private static boolean hasChoices(InputRequest<?> request) {
        return request instanceof FormElicitation form
                && form.fields().stream().anyMatch(field -> field.field() instanceof ChoicesField);
    }
}
