package dev.gatehouse.app;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What to paste into which client. */
final class ClientConfiguration {

    private ClientConfiguration() {}

    /**
     * What the demo prints.
     *
     * @param url of the database
     * @param endpoint of MCP over HTTP
     */
    static String forDemo(String url, String endpoint) {
        String launcher = launcher();
        return """
        The shop is open. Press Ctrl-C to close it.

        One query       %s query --demo "SELECT count(*) FROM orders"
        Database        %s
        MCP over HTTP   %s

        While it is open, clients that speak HTTP can come here.

        Claude Code     claude mcp add --transport http gatehouse %s

        Cursor          (~/.cursor/mcp.json)
        %s

        VS Code         (.vscode/mcp.json)
        %s

        Or let the client start it, on standard input and output.

        Claude Code     claude mcp add gatehouse -- %s demo --stdio

        Claude Desktop  (claude_desktop_config.json)  and Cursor  (~/.cursor/mcp.json)
        %s

        VS Code         (.vscode/mcp.json)
        %s
        """
                .formatted(
                        quoted(launcher),
                        url,
                        endpoint,
                        endpoint,
                        remote("mcpServers", endpoint),
                        remote("servers", endpoint),
                        quoted(launcher),
                        servers("mcpServers", launcher),
                        servers("servers", launcher));
    }

    /** The launcher script says where it is; without it, the program is found on the PATH. */
    private static String launcher() {
        return Optional.ofNullable(System.getProperty("gatehouse.launcher")).orElse("gatehouse");
    }

    private static String servers(String member, String launcher) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode server = root.putObject(member).putObject("gatehouse");
        if (member.equals("servers")) {
            server.put("type", "stdio");
        }
        server.put("command", launcher).putArray("args").add("demo").add("--stdio");
        return root.toPrettyString();
    }

    private static String remote(String member, String endpoint) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode server = root.putObject(member).putObject("gatehouse");
        if (member.equals("servers")) {
            server.put("type", "http");
        }
        server.put("url", endpoint);
        return root.toPrettyString();
    }

    private static String quoted(String path) {
        return path.contains(" ") ? "'" + path + "'" : path;
    }
}
