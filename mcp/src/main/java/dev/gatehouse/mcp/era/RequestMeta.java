package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.json.Excerpt;
import dev.gatehouse.mcp.peer.ClientCapabilities;
import dev.gatehouse.mcp.peer.ClientInfo;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.peer.TraceContext;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcError;
import dev.gatehouse.mcp.rpc.RpcException;
import dev.gatehouse.mcp.tool.LogLevel;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request of the stateless era says about itself in {@code _meta} (MCP 2026-07-28, basic,
 * per-request protocol fields).
 *
 * @param logLevel from which severity on the client wants log messages; empty when it wants none
 * @param trace the distributed trace that it belongs to
 */
record RequestMeta(
        Revision revision,
        ClientInfo client,
        ClientCapabilities capabilities,
        Optional<LogLevel> logLevel,
        TraceContext trace) {

    private static final String PREFIX = "io.modelcontextprotocol/";
    static final String VERSION = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String CLIENT = PREFIX + "clientInfo";
    private static final String LOG_LEVEL = PREFIX + "logLevel";

    private static final List<String> OWN_NAMES = List.of(VERSION, CAPABILITIES, CLIENT, LOG_LEVEL);
    private static final int LONGEST_SHOWN = 100;

    /** Where a result says who answers. */
    static final String SERVER = PREFIX + "serverInfo";

    /** Whether these are parameters of a request that speaks for itself, well or not. */
    static boolean isIn(ObjectNode params) {
        JsonNode meta = params.path("_meta");
        return !meta.isEmpty() && OWN_NAMES.stream().anyMatch(meta::has);
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws RpcException when something is missing, or the revision is none of this era
     */
    static RequestMeta of(ObjectNode params) {
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(VERSION);
        if (!version.isString()) {
            throw RpcException.invalidParams("\"_meta\" has the text \"" + VERSION + "\"");
        }
        Revision revision =
                Revision.of(version.stringValue())
                        .filter(Revision.stateless()::contains)
                        .orElseThrow(() -> unsupported(version.stringValue()));
        if (!meta.path(CAPABILITIES).isObject()) {
            throw RpcException.invalidParams("\"_meta\" has the object \"" + CAPABILITIES + "\"");
        }
        return new RequestMeta(
                revision,
                ClientParam.read(meta, CLIENT),
                CapabilitiesParam.read(meta.path(CAPABILITIES), revision),
                logLevel(meta.path(LOG_LEVEL)),
                trace(params));
    }

    /** Who sends the request; {@code carrier} knows what it does not say by itself. */
    Peer peer(Session carrier) {
        return new Peer(carrier.principal(), client, carrier.id(), revision, capabilities, trace);
    }

    /**
     * The distributed trace that a request of any era belongs to (MCP 2026-07-28, basic,
     * OpenTelemetry trace context). Baggage is not looked at.
     */
    static TraceContext trace(ObjectNode params) {
        JsonNode meta = params.path("_meta");
        return TraceContext.of(
                meta.path("traceparent").asString(""), meta.path("tracestate").asString(""));
    }

    private static Optional<LogLevel> logLevel(JsonNode asked) {
        return asked.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        LogLevel.of(asked.asString(""))
                                .orElseThrow(LogNotifications::unknownLevel));
    }

    /** The revisions that a request may name, as they stand in messages. */
    static ArrayNode supported() {
        ArrayNode versions = Wire.object().arrayNode();
        Revision.stateless().forEach(revision -> versions.add(revision.text()));
        return versions;
    }

    static RpcException unsupported(String requested) {
        ObjectNode data = Wire.object();
        data.set("supported", supported());
        data.put("requested", Excerpt.of(requested, LONGEST_SHOWN));
        String message = "Unsupported protocol version";
        return new RpcException(
                new RpcError(ErrorCode.UNSUPPORTED_PROTOCOL_VERSION, message, data));
    }
}
