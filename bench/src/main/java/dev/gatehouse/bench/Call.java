package dev.gatehouse.bench;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request.
 *
 * @param tool the tool's name; empty when none is called
 * @param params the members of the parameters, as JSON in ASCII
 */
record Call(String method, String tool, String params) {

    private static final JsonMapper JSON = new JsonMapper();

    static final Call PING = new Call("ping", "", "");
    static final Call TOOLS_LIST = new Call("tools/list", "", "");

    /** A tool of the bare server that says its argument again: what the protocol alone costs. */
    static final Call ECHO = ofTool("echo", Map.of("text", "hello"));

    /** A cheap tool of the product, with policy, catalog and audit record, without SQL. */
    static final Call LIST_SCHEMAS = ofTool("list_schemas", Map.of());

    static final Call QUERY = ofTool("query", Map.of("sql", "SELECT count(*) FROM orders"));

    static Call ofTool(String name, Map<String, String> arguments) {
        String json = arguments.isEmpty() ? "{}" : JSON.writeValueAsString(arguments);
        return new Call("tools/call", name, "\"name\":\"" + name + "\",\"arguments\":" + json);
    }

    /** The call as it is named in the report. */
    String shown() {
        return "`" + (tool.isEmpty() ? method : tool) + "`";
    }
}
