package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.resource.ReadCall;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.resource.Resource;
import dev.gatehouse.mcp.resource.ResourceTemplate;
import java.util.Map;
import java.util.Optional;

/** Reads one resource, the same way in every era: visible, found, read. */
final class ResourceDesk {

    private static final int LONGEST_URI = 2_000;
    private static final int LONGEST_SHOWN = 300;

    private final Host host;

    ResourceDesk(Host host) {
        this.host = host;
    }

    /**
     * Reads {@code uri}. A resource of its own comes before templates, and templates come in the
     * order in which they are listed.
     */
    Outcome<ReadResult> read(String uri, Inquiry inquiry) {
        Peer peer = inquiry.peer();
        Optional<Outcome<ReadResult>> read =
                uri.length() > LONGEST_URI
                        ? Optional.empty()
                        : read(host.offering().offerTo(peer), uri, inquiry);
        return read.orElseGet(() -> unknown(peer, uri));
    }

    private static Optional<Outcome<ReadResult>> read(Offer offer, String uri, Inquiry inquiry) {
        Optional<Resource> resource = offer.resources().find(uri);
        if (resource.isPresent()) {
            return resource.map(found -> found.reader().answer(call(inquiry, uri, Map.of())));
        }
        for (ResourceTemplate template : offer.templates().all()) {
            Optional<Map<String, String>> variables = template.template().match(uri);
            if (variables.isPresent()) {
                return variables.map(
                        values -> template.reader().answer(call(inquiry, uri, values)));
            }
        }
        return Optional.empty();
    }

    private static ReadCall call(Inquiry inquiry, String uri, Map<String, String> variables) {
        return new ReadCall(
                inquiry.peer(), uri, variables, inquiry.cancellation(), inquiry.progress());
    }

    private Outcome<ReadResult> unknown(Peer peer, String uri) {
        String shown = Excerpt.of(uri, LONGEST_SHOWN);
        host.incidents().report(new Incident.UnknownResource(peer, shown));
        return Outcome.done(new ReadResult.NotFound());
    }
}
