package dev.gatehouse.mcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.Npm;
import dev.gatehouse.mcp.fixture.WorkshopProcess;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server as a process of its own: what its clients see beyond the errand on which {@code app}'s
 * {@code ClientsTest} sends each of them.
 */
@Timeout(180)
class RealClientsTest {

    @Test
    void theOfficialJavaClientListsAndCalls() {
        try (McpSyncClient client = javaClient()) {
            client.initialize();

            assertThat(client.getServerInfo().name()).isEqualTo("workshop");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly(
                            "add", "ask", "echo", "fail", "gate", "gauge", "lie", "mirror", "steps",
                            "wait");
            McpSchema.CallToolResult sum = client.callTool(call("add", Map.of("a", 2, "b", 3)));
            assertThat(sum.structuredContent()).isEqualTo(Map.of("sum", 5));
            McpSchema.CallToolResult mistake = client.callTool(call("add", Map.of("a", "two")));
            assertThat(mistake.isError()).isTrue();
            assertThat(client.ping()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"auto, 2026-07-28, -32021", "legacy, 2025-11-25, sampling"})
    void theTypeScriptClientIsAskedInBothEras(String mode, String revision, String unable) {
        JsonNode seen = typeScript(mode);

        assertThat(seen.path("revision").stringValue()).isEqualTo(revision);
        assertThat(seen.path("greeted").stringValue()).isEqualTo("Hello, Ann!");
        assertThat(seen.path("asked").stringValue())
                .isEqualTo("{\"name\":\"Ann\"}{\"colour\":\"g\"}");
        assertThat(seen.path("unable").stringValue()).contains(unable);
    }

    @Test
    void theProcessWritesOnlyMessagesAndEndsWithZeroWhenItsInputEnds()
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(WorkshopProcess.command()).start();
        String session =
                """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
                nonsense
                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"fail"}}
                """;
        process.getOutputStream().write(session.getBytes(UTF_8));
        process.getOutputStream().close();

        List<String> lines =
                new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{\"jsonrpc\":\"2.0\""));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static McpSyncClient javaClient() {
        ServerParameters server =
                ServerParameters.builder(WorkshopProcess.java())
                        .args(WorkshopProcess.arguments())
                        .build();
        return McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
        return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static JsonNode typeScript(String mode) {
        Path client = Npm.installed("@modelcontextprotocol/client");
        List<String> command =
                new ArrayList<>(List.of("node", Npm.script("typescript-client.mjs")));
        command.addAll(List.of(client.resolve("dist").toString(), mode));
        command.addAll(WorkshopProcess.command());
        return JsonMapper.shared().readTree(Npm.run(client, command));
    }
}
