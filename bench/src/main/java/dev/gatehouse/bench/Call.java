package dev.gatehouse.bench;

/** A request that is sent again and again. */
enum Call {
    PING("ping", "", ""),
    TOOLS_LIST("tools/list", "", ""),
    /** A tool of the bare server that says its argument again: what the protocol alone costs. */
    ECHO("tools/call", "echo", "\"name\":\"echo\",\"arguments\":{\"text\":\"hello\"}"),
    /** A cheap tool of the product, with policy, catalog and audit record, without SQL. */
    LIST_SCHEMAS("tools/call", "list_schemas", "\"name\":\"list_schemas\",\"arguments\":{}"),
    QUERY(
            "tools/call",
            "query",
            "\"name\":\"query\",\"arguments\":{\"sql\":\"SELECT count(*) FROM orders\"}");

    private final String method;
    private final String tool;
    private final String params;

    Call(String method, String tool, String params) {
        this.method = method;
        this.tool = tool;
        this.params = params;
    }

    String method() {
        return method;
    }

    /** The tool's name; empty when none is called. */
    String tool() {
        return tool;
    }

    /** The members of the parameters. */
    String params() {
        return params;
    }

    /** The call as it is named in the report. */
    String shown() {
        return "`" + (tool.isEmpty() ? method : tool) + "`";
    }
}
