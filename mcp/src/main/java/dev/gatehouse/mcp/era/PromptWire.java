package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.completion.Completion;
import dev.gatehouse.mcp.offer.Page;
import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptArgument;
import dev.gatehouse.mcp.prompt.PromptMessage;
import dev.gatehouse.mcp.prompt.PromptResult;
import dev.gatehouse.mcp.rpc.ErrorCode;
import dev.gatehouse.mcp.rpc.RpcException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How prompts, their messages and suggested values look in one revision. */
record PromptWire(Wire wire) {

    /** {@code ListPromptsResult}. */
    ObjectNode list(Page<Prompt> page) {
        return Wire.page("prompts", page, this::prompt);
    }

    private ObjectNode prompt(Prompt prompt) {
        ObjectNode json = wire.named(prompt.name(), prompt.title());
        json.put("description", prompt.description());
        ArrayNode arguments = json.putArray("arguments");
        prompt.arguments().forEach(argument -> arguments.add(argument(argument)));
        return json;
    }

    private ObjectNode argument(PromptArgument argument) {
        return wire.named(argument.name(), argument.title())
                .put("description", argument.description())
                .put("required", argument.required());
    }

    /**
     * {@code GetPromptResult}.
     *
     * @throws RpcException when the prompt was not rendered
     */
    ObjectNode result(Prompt prompt, PromptResult answer) {
        return switch (answer) {
            case PromptResult.Rendered(List<PromptMessage> messages) -> rendered(prompt, messages);
            case PromptResult.Unfit(String message) -> throw RpcException.invalidParams(message);
            case PromptResult.Refused(String message) ->
                    throw new RpcException(ErrorCode.REFUSED, message);
        };
    }

    private ObjectNode rendered(Prompt prompt, List<PromptMessage> messages) {
        ObjectNode result = Wire.object().put("description", prompt.description());
        ArrayNode list = result.putArray("messages");
        for (PromptMessage message : messages) {
            ObjectNode json = list.addObject().put("role", message.role().text());
            json.set("content", wire.content(message.content()));
        }
        return result;
    }

    /** {@code CompleteResult}. */
    static ObjectNode completion(Completion completion) {
        ObjectNode result = Wire.object();
        ObjectNode json = result.putObject("completion");
        ArrayNode values = json.putArray("values");
        completion.values().forEach(values::add);
        json.put("total", completion.total()).put("hasMore", completion.hasMore());
        return result;
    }
}
