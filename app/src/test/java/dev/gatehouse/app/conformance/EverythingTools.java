package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ResourceContents;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolAnnotations;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolHandler;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tools that answer by themselves, each in another way. */
final class EverythingTools {

    private static final Content IMAGE = new Content.Image("image/png", Samples.PNG);

    private EverythingTools() {}

    static Stream<Tool> all() {
        return Stream.of(
                add(),
                routed(),
                shows("test_simple_text", text("This is a simple text response for testing.")),
                shows("test_image_content", IMAGE),
                shows("test_audio_content", new Content.Audio("audio/wav", Samples.WAV)),
                shows(
                        "test_embedded_resource",
                        embedded(
                                "test://embedded-resource",
                                "text/plain",
                                "This is an embedded resource content.")),
                shows(
                        "test_multiple_content_types",
                        text("Multiple content types test:"),
                        IMAGE,
                        embedded(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")),
                tool("test_tool_with_progress", EverythingTools::progress),
                tool(
                        "test_error_handling",
                        _ ->
                                ToolResult.error(
                                        "This tool intentionally returns an error for testing")));
    }

    /** Has an argument that clients repeat in a header over HTTP. */
    private static Tool routed() {
        return tool("test_header", call -> ToolResult.text(call.arguments().text("region")))
                .input(Schema.object().required("region", Schema.string("Where").header("Region")));
    }

    private static Tool tool(String name, ToolHandler handler) {
        return Tool.of(name, "Test", "Answers the suite's " + name, handler);
    }

    private static Tool shows(String name, Content... content) {
        ToolResult result =
                new ToolResult(List.of(content), JsonNodeFactory.instance.missingNode(), false);
        return tool(name, _ -> result).annotated(ToolAnnotations.READS);
    }

    private static Content text(String text) {
        return new Content.Text(text);
    }

    private static Content embedded(String uri, String mimeType, String text) {
        return new Content.Embedded(new ResourceContents.Text(uri, mimeType, text));
    }

    private static ToolResult progress(ToolCall call) {
        for (int done : new int[] {0, 50, 100}) {
            call.progress().report(done, 100, "Completed step " + done + " of 100");
        }
        return ToolResult.text("Done");
    }

    /** Says the revision as well, so that a client's words show what it speaks. */
    private static Tool add() {
        var number = Schema.integer("A number").range(-1_000_000, 1_000_000).example(7);
        return Tool.of("add", "Add", "Adds two numbers", EverythingTools::sum)
                .input(Schema.object().required("a", number).required("b", number))
                .output(Schema.object().required("sum", Schema.integer("Their sum")))
                .annotated(ToolAnnotations.READS);
    }

    private static ToolResult sum(ToolCall call) {
        long sum =
                Stream.of("a", "b")
                        .mapToLong(name -> call.arguments().optionalLong(name).orElseThrow())
                        .sum();
        return ToolResult.structured(
                sum + " in " + call.peer().revision().text(),
                JsonNodeFactory.instance.objectNode().put("sum", sum));
    }
}
