package dev.gatehouse.app.clients;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The official Java client, within this process. */
public final class JavaClient implements Client {

    @Override
    public Seen visit(Server server, Errand errand) {
        try (McpSyncClient client =
                McpClient.sync(transport(server)).requestTimeout(Duration.ofMinutes(1)).build()) {
            client.initialize();
            return new Seen(
                    client.listTools().tools().stream().map(McpSchema.Tool::name).toList(),
                    called(client, errand),
                    read(client, errand),
                    said(client, errand),
                    completed(client, errand));
        }
    }

    private static McpClientTransport transport(Server server) {
        return switch (server) {
            case Server.Http(String url) ->
                    HttpClientStreamableHttpTransport.builder(url.replaceFirst("/mcp$", ""))
                            .endpoint("/mcp")
                            .build();
            case Server.Stdio(List<String> command) ->
                    new StdioClientTransport(
                            ServerParameters.builder(command.getFirst())
                                    .args(command.subList(1, command.size()))
                                    .build(),
                            McpJsonDefaults.getMapper());
        };
    }

    private static String called(McpSyncClient client, Errand errand) {
        var request =
                McpSchema.CallToolRequest.builder(errand.tool())
                        .arguments(errand.toolArguments())
                        .build();
        return text(client.callTool(request).content().getFirst());
    }

    private static String read(McpSyncClient client, Errand errand) {
        var request = McpSchema.ReadResourceRequest.builder(errand.resource()).build();
        var contents = client.readResource(request).contents().getFirst();
        return ((McpSchema.TextResourceContents) contents).text();
    }

    private static String said(McpSyncClient client, Errand errand) {
        var request =
                McpSchema.GetPromptRequest.builder(errand.prompt())
                        .arguments(Map.copyOf(errand.promptArguments()))
                        .build();
        return text(client.getPrompt(request).messages().getFirst().content());
    }

    private static List<String> completed(McpSyncClient client, Errand errand) {
        var request =
                McpSchema.CompleteRequest.builder(
                                new McpSchema.ResourceReference(errand.template()),
                                new McpSchema.CompleteRequest.CompleteArgument(
                                        errand.variable(), errand.typed()))
                        .build();
        return client.completeCompletion(request).completion().values();
    }

    private static String text(McpSchema.Content content) {
        return ((McpSchema.TextContent) content).text();
    }

    @Override
    public String toString() {
        return "JAVA";
    }
}
