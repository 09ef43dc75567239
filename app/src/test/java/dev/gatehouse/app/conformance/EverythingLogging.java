package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.tool.LogLevel;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.stream.Stream;

/** Tools that write to the log of their call. */
final class EverythingLogging {

    private EverythingLogging() {}

    static Stream<Tool> all() {
        return Stream.of(logging("test_tool_with_logging"), logging("test_logging_tool"));
    }

    private static Tool logging(String name) {
        return Tool.of(name, "Test", "Logs what it does", EverythingLogging::log);
    }

    private static ToolResult log(ToolCall call) {
        Stream.of("started", "processing data", "completed")
                .forEach(step -> call.log().write(LogLevel.INFO, "Tool execution " + step));
        return ToolResult.text("Logged");
    }
}
