package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.json.JsonWriter;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.schema.Mistake;
import dev.gatehouse.mcp.schema.NearestName;
import dev.gatehouse.mcp.schema.ObjectSchema;
import dev.gatehouse.mcp.tool.Arguments;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Runs one call of a tool, the same way in every era: visible, well said, run, as promised. */
final class ToolRunner {

    private static final int LONGEST_NAME = 128;

    private final Host host;
    private final Guard guard;

    ToolRunner(Host host, Guard guard) {
        this.host = host;
        this.guard = guard;
    }

    /**
     * Calls the tool that {@code inquiry} names.
     *
     * @throws RpcException when the peer has no such tool, or the parameters do not fit
     */
    Outcome<ToolResult> run(Inquiry inquiry) {
        Peer peer = inquiry.peer();
        String name = said(peer, "", () -> inquiry.text("name", "the name of a tool"));
        ObjectNode sent = said(peer, name, () -> inquiry.object("arguments"));
        Tool tool = find(peer, name);
        Arguments arguments = Arguments.of(sent, tool.inputSchema());
        List<Mistake> mistakes = tool.inputSchema().check(arguments.json());
        if (!mistakes.isEmpty()) {
            host.incidents().report(new Incident.WrongArguments(peer, tool.name(), mistakes));
            return Outcome.done(ToolResult.error(words(tool, mistakes)));
        }
        ToolCall call =
                new ToolCall(
                        peer,
                        arguments,
                        inquiry.cancellation(),
                        inquiry.progress(),
                        inquiry.log(tool.name()));
        return guarded(tool, () -> tool.handler().answer(call));
    }

    /** A call that is none leaves its trace as one whose arguments do not fit. */
    private <T> T said(Peer peer, String tool, Supplier<T> part) {
        try {
            return part.get();
        } catch (RpcException unreadable) {
            String shown = Excerpt.of(tool, LONGEST_NAME);
            host.incidents().report(new Incident.WrongArguments(peer, shown, List.of()));
            throw unreadable;
        }
    }

    private Tool find(Peer peer, String name) {
        Offer offer = host.offering().offerTo(peer);
        return offer.tools().find(name).orElseThrow(() -> unknown(peer, name, offer));
    }

    private RpcException unknown(Peer peer, String name, Offer offer) {
        String shown = Excerpt.of(name, LONGEST_NAME);
        host.incidents().report(new Incident.UnknownTool(peer, shown));
        String hint = NearestName.hint(name, offer.tools().names());
        return RpcException.invalidParams("Unknown tool: " + shown + hint);
    }

    /** What the tool does next, where a failure is a result like others. */
    private Outcome<ToolResult> guarded(Tool tool, Supplier<Outcome<ToolResult>> step) {
        try {
            return switch (step.get()) {
                case Outcome.Done<ToolResult> done -> checked(tool, done);
                case Outcome.InputRequired<ToolResult>(var requests, var then) ->
                        new Outcome.InputRequired<>(
                                requests, responses -> guarded(tool, () -> then.apply(responses)));
            };
        } catch (RuntimeException | Error e) {
            return Outcome.done(ToolResult.error(guard.failed("tools/call " + tool.name(), e)));
        }
    }

    private static Outcome<ToolResult> checked(Tool tool, Outcome.Done<ToolResult> done) {
        requireWritable(done.result());
        assert tool.outputSchema().stream().allMatch(it -> keeps(it, done.result()))
                : "the result is not what outputSchema promises";
        return done;
    }

    private static void requireWritable(ToolResult result) {
        if (!result.structuredContent().isMissingNode()) {
            JsonWriter.requireWritable(result.structuredContent());
        }
    }

    /** Looked at in tests only: to look through every answer takes a part of the time for it. */
    private static boolean keeps(ObjectSchema promised, ToolResult result) {
        List<Mistake> broken =
                result.isError() ? List.of() : promised.check(result.structuredContent());
        if (!broken.isEmpty()) {
            // The places only: a message would quote values, and those may be rows.
            throw new IllegalStateException(
                    "the result is not what outputSchema promises, at "
                            + broken.stream().map(Mistake::place).toList());
        }
        return true;
    }

    private static String words(Tool tool, List<Mistake> mistakes) {
        return mistakes.stream()
                .map(Mistake::message)
                .collect(
                        Collectors.joining(
                                "\n", "The arguments of " + tool.name() + " do not fit:\n", ""));
    }
}
