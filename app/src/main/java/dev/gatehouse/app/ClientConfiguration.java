package dev.gatehouse.app;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What to paste into which client. */
final class ClientConfiguration {

    private ClientConfiguration() {}

    static String forDemo(String url) {
        String launcher = launcher();
        return """
        The shop is open. Press Ctrl-C to close it.

        One query       %s query --demo "SELECT count(*) FROM orders"
        Database        %s

        Claude Code     claude mcp add gatehouse -- %s demo --stdio

        Claude Desktop  (claude_desktop_config.json)  and Cursor  (~/.cursor/mcp.json)
        %s

        VS Code         (.vscode/mcp.json)
        %s
        """
                .formatted(
                        quoted(launcher),
                        url,
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

    private static String quoted(String path) {
        return path.contains(" ") ? "'" + path + "'" : path;
    }
}
