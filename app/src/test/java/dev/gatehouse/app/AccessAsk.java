package dev.gatehouse.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that is asked of a server: a row of the matrix.
 *
 * @param kind what it is about
 * @param subject the name of a tool or prompt, or a URI; empty where there is none
 * @param database the database that it is about; empty where it is about none
 * @param params of the request, as JSON
 */
record AccessAsk(Kind kind, String method, String subject, String database, String params) {

    enum Kind {
        /** Opens a session, or tells what the server is. */
        GREET,
        PING,
        /** A method that there is in another era only, or not at all. */
        UNKNOWN_METHOD,
        LIST,
        CALL,
        READ,
        PROMPT,
        COMPLETE,
        SUBSCRIBE,
        UNSUBSCRIBE,
        /** A stream of changes, of all resources that there are for anybody. */
        LISTEN
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    /** In the place of a name, what nothing is called; nearer to no name than it should be. */
    private static final String NOTHING = "zqxjkvbwpf";

    static AccessAsk of(Kind kind, String method) {
        return new AccessAsk(kind, method, "", "", "{}");
    }

    static AccessAsk of(Kind kind, String method, Map<String, Object> params) {
        return new AccessAsk(kind, method, "", "", JSON.writeValueAsString(params));
    }

    static AccessAsk call(String tool, String database, Map<String, Object> arguments) {
        var params = Map.of("name", tool, "arguments", arguments);
        return new AccessAsk(
                Kind.CALL, "tools/call", tool, database, JSON.writeValueAsString(params));
    }

    static AccessAsk prompt(String name, String database, Map<String, Object> arguments) {
        var params = Map.of("name", name, "arguments", arguments);
        return new AccessAsk(
                Kind.PROMPT, "prompts/get", name, database, JSON.writeValueAsString(params));
    }

    static AccessAsk resource(Kind kind, String method, String uri, String database) {
        return new AccessAsk(
                kind, method, uri, database, JSON.writeValueAsString(Map.of("uri", uri)));
    }

    /**
     * @param subject the template, or the name of the prompt
     * @param database what is said of the database that is meant; empty for the default one
     */
    static AccessAsk complete(String type, String subject, String argument, String database) {
        var ref = Map.of("type", type, type.equals("ref/prompt") ? "name" : "uri", subject);
        Map<String, Object> params =
                Map.of(
                        "ref", ref,
                        "argument", Map.of("name", argument, "value", ""),
                        "context", Map.of("arguments", Map.of("database", database)));
        return new AccessAsk(
                Kind.COMPLETE,
                "completion/complete",
                subject,
                database,
                JSON.writeValueAsString(params));
    }

    /** The name that a header repeats. */
    Optional<String> name() {
        return switch (kind) {
            case CALL, PROMPT, READ -> Optional.of(subject);
            case GREET, PING, UNKNOWN_METHOD, LIST, COMPLETE, SUBSCRIBE, UNSUBSCRIBE, LISTEN ->
                    Optional.empty();
        };
    }

    /** The argument that is to be completed. */
    String argument() {
        return tree().at("/argument/name").asString("");
    }

    /** The same, asked of something that does not exist. */
    AccessAsk ofNothing(String known) {
        return new AccessAsk(
                kind,
                method,
                subject.replace(known, NOTHING),
                database.replace(known, NOTHING),
                params.replace(known, NOTHING));
    }

    /** An answer to {@link #ofNothing} as if the thing had its name. */
    static String named(String answer, String known) {
        return answer.replace(NOTHING, known);
    }

    private JsonNode tree() {
        return JSON.readTree(params);
    }

    /** The request in a session. */
    String inSession(int id) {
        return message(id, (ObjectNode) tree());
    }

    /** The request that speaks for itself. */
    String alone(int id) {
        ObjectNode params = (ObjectNode) tree();
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        return message(id, params);
    }

    private String message(int id, ObjectNode params) {
        ObjectNode message = JSON.createObjectNode();
        message.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        return JSON.writeValueAsString(message);
    }

    /** Every text in it that the client has said itself. */
    String said() {
        return String.join(" ", List.of(method, subject, database, params));
    }

    @Override
    public String toString() {
        return String.join(" ", List.of(method, subject, database, argument())).strip();
    }
}
