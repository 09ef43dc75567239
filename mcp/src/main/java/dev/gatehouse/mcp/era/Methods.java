package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.offer.Catalog;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.prompt.PromptResult;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The methods about what a server offers. All revisions have them; how a request says who sends it,
 * and what is wrapped around a result, is the matter of an era.
 */
final class Methods {

    private static final int LONGEST_NAME = 100;

    private final Host host;
    private final Map<String, Method> byName = new HashMap<>();

    Methods(Host host, Guard guard, ResourceDesk desk) {
        this.host = host;
        Set<Kind> kinds = host.offering().kinds();
        if (kinds.contains(Kind.TOOLS)) {
            addTools(new ToolRunner(host, guard));
        }
        if (kinds.contains(Kind.RESOURCES)) {
            addResources(desk);
        }
        if (kinds.contains(Kind.PROMPTS)) {
            addPrompts(new PromptDesk(host));
        }
        if (completes(kinds)) {
            addCompletions(new CompletionDesk(host));
        }
    }

    /** Whether there can be anything to complete among {@code kinds}. */
    static boolean completes(Set<Kind> kinds) {
        return kinds.contains(Kind.RESOURCES) || kinds.contains(Kind.PROMPTS);
    }

    /** The method of that name; empty when this server has none. */
    Optional<Method> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What a client hears that asks for a method which this server does not have. */
    static RpcException unknown(String name) {
        return new RpcException(
                ErrorCode.METHOD_NOT_FOUND, "Unknown method: " + Excerpt.of(name, LONGEST_NAME));
    }

    private void addTools(ToolRunner runner) {
        list("tools/list", Offer::tools, wire -> new ToolWire(wire)::list);
        byName.put(
                "tools/call",
                Method.call(
                        inquiry ->
                                Step.of(
                                        runner.run(inquiry),
                                        new ToolWire(wire(inquiry))::result,
                                        ToolResult::error)));
    }

    private void addResources(ResourceDesk desk) {
        list("resources/list", Offer::resources, wire -> new ResourceWire(wire)::list);
        list(
                "resources/templates/list",
                Offer::templates,
                wire -> new ResourceWire(wire)::templates);
        byName.put("resources/read", Method.read(inquiry -> read(desk, inquiry)));
    }

    private static Step read(ResourceDesk desk, Inquiry inquiry) {
        String uri = inquiry.text("uri", "the URI of a resource");
        ResourceWire wire = new ResourceWire(wire(inquiry));
        return Step.of(
                desk.read(uri, inquiry),
                result -> wire.result(uri, result),
                ReadResult.Refused::new);
    }

    private void addPrompts(PromptDesk desk) {
        list("prompts/list", Offer::prompts, wire -> new PromptWire(wire)::list);
        byName.put("prompts/get", Method.call(inquiry -> prompt(desk, inquiry)));
    }

    private static Step prompt(PromptDesk desk, Inquiry inquiry) {
        PromptDesk.Begun begun = desk.render(inquiry);
        PromptWire wire = new PromptWire(wire(inquiry));
        return Step.of(
                begun.outcome(),
                result -> wire.result(begun.prompt(), result),
                PromptResult.Refused::new);
    }

    private void addCompletions(CompletionDesk desk) {
        byName.put(
                "completion/complete",
                Method.plainCall(inquiry -> PromptWire.completion(desk.complete(inquiry))));
    }

    private <T> void list(
            String name,
            Function<Offer, Catalog<T>> catalog,
            Function<Wire, Function<Page<T>, ObjectNode>> shape) {
        byName.put(
                name,
                Method.list(
                        inquiry -> {
                            Offer offer = host.offering().offerTo(inquiry.peer());
                            Page<T> page =
                                    catalog.apply(offer).after(inquiry.cursor(), host.pageSize());
                            return shape.apply(wire(inquiry)).apply(page);
                        }));
    }

    private static Wire wire(Inquiry inquiry) {
        return new Wire(inquiry.peer().revision());
    }
}
