package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.completion.Completion;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.prompt.PromptCall;
import dev.gatehouse.mcp.prompt.PromptMessage;
import dev.gatehouse.mcp.prompt.PromptRenderer;
import dev.gatehouse.mcp.prompt.PromptResult;
import dev.gatehouse.mcp.resource.ReadCall;
import dev.gatehouse.mcp.resource.ReadResult;
import dev.gatehouse.mcp.resource.Resource;
import dev.gatehouse.mcp.resource.ResourceReader;
import dev.gatehouse.mcp.resource.ResourceTemplate;
import dev.gatehouse.mcp.tool.Content;
import dev.gatehouse.mcp.tool.ResourceContents;
import java.util.List;

/** Resources, templates and prompts. */
final class EverythingLibrary {

    private static final String TEXT = "text/plain";

    private EverythingLibrary() {}

    /** {@code offer} with all of them. */
    static Offer into(Offer offer) {
        return offer.resources(
                        List.of(
                                resource(
                                        "test://static-text",
                                        TEXT,
                                        says("This is the content of the static text resource.")),
                                resource(
                                        "test://watched-resource",
                                        TEXT,
                                        says("Watched resource content")),
                                resource(
                                        "test://static-binary",
                                        "image/png",
                                        EverythingLibrary::picture)))
                .templates(List.of(template()))
                .prompts(
                        List.of(
                                simple(),
                                withArguments(),
                                withResource(),
                                withImage(),
                                EverythingInput.prompt()));
    }

    private static Resource resource(String uri, String mimeType, ResourceReader reader) {
        return Resource.of(uri, uri, "Test", "What the suite reads", mimeType, reader);
    }

    private static ResourceReader says(String text) {
        return call -> call.text(TEXT, text);
    }

    private static ReadResult picture(ReadCall call) {
        return ReadResult.of(new ResourceContents.Blob(call.uri(), "image/png", Samples.PNG));
    }

    private static ResourceTemplate template() {
        return ResourceTemplate.of(
                        "test://template/{id}/data",
                        "template",
                        "Test",
                        "Data of a number",
                        "application/json",
                        EverythingLibrary::data)
                .completing(
                        "id",
                        call -> Completion.startingWith(call.value(), List.of("123", "127", "45")));
    }

    private static ReadResult data(ReadCall call) {
        String id = call.variable("id");
        return call.text(
                "application/json",
                "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                        .formatted(id, id));
    }

    private static Prompt prompt(
            String name, List<PromptArgument> arguments, PromptRenderer renderer) {
        return Prompt.of(name, "Test", "What the suite gets", arguments, renderer);
    }

    private static PromptArgument argument(String name) {
        return PromptArgument.required(name, "Argument", "A text for the prompt");
    }

    private static Prompt simple() {
        return prompt(
                "test_simple_prompt",
                List.of(),
                _ -> PromptResult.of(PromptMessage.user("This is a simple prompt for testing.")));
    }

    private static Prompt withArguments() {
        return prompt(
                "test_prompt_with_arguments",
                List.of(
                        argument("arg1")
                                .completing(
                                        call ->
                                                Completion.startingWith(
                                                        call.value(),
                                                        List.of("test", "testing", "trial"))),
                        argument("arg2")),
                call ->
                        PromptResult.of(
                                PromptMessage.user(
                                        "Prompt with arguments: arg1='%s', arg2='%s'"
                                                .formatted(call.text("arg1"), call.text("arg2")))));
    }

    private static Prompt withResource() {
        return prompt(
                "test_prompt_with_embedded_resource",
                List.of(argument("resourceUri")),
                EverythingLibrary::renderResource);
    }

    private static PromptResult renderResource(PromptCall call) {
        return PromptResult.of(
                shown(
                        new Content.Embedded(
                                new ResourceContents.Text(
                                        call.text("resourceUri"),
                                        TEXT,
                                        "Embedded resource content for testing."))),
                PromptMessage.user("Please process the embedded resource above."));
    }

    private static Prompt withImage() {
        return prompt(
                "test_prompt_with_image",
                List.of(),
                _ ->
                        PromptResult.of(
                                shown(new Content.Image("image/png", Samples.PNG)),
                                PromptMessage.user("Please analyze the image above.")));
    }

    private static PromptMessage shown(Content content) {
        return new PromptMessage(PromptMessage.Role.USER, content);
    }
}
