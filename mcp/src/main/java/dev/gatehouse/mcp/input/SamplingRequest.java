package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.peer.ClientCapability;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Has the client's model write a text (MCP, sampling). Deprecated since 2026-07-28: for
 * compatibility only, and only with texts.
 *
 * @param messages what the model reads, in order
 * @param systemPrompt how the model should behave; empty for none
 * @param maxTokens the most tokens that it writes
 */
public record SamplingRequest(List<Message> messages, String systemPrompt, int maxTokens)
        implements InputRequest<Sampled> {

    /** Who speaks. */
    public enum Role {
        USER("user"),
        ASSISTANT("assistant");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** The role as it is written in messages. */
        public String text() {
            return text;
        }
    }

    /** One message of the conversation. */
    public record Message(Role role, String text) {
        public Message {
            requireNonNull(role, "role is null");
            requireNonNull(text, "text is null");
        }
    }

    public SamplingRequest {
        messages = List.copyOf(messages);
        requireNonNull(systemPrompt, "systemPrompt is null");
        if (messages.isEmpty() || maxTokens < 1) {
            throw new IllegalArgumentException("a model reads something and writes something");
        }
    }

    /** Asks for an answer to one text. */
    public static SamplingRequest of(String text, int maxTokens) {
        return new SamplingRequest(List.of(new Message(Role.USER, text)), "", maxTokens);
    }

    @Override
    public ClientCapability capability() {
        return ClientCapability.SAMPLING;
    }

    @Override
    public Class<Sampled> responseType() {
        return Sampled.class;
    }

    @Override
    public Optional<Sampled> read(JsonNode result) {
        List<JsonNode> texts =
                blocks(result.path("content")).filter(SamplingRequest::isText).toList();
        if (texts.isEmpty() || !result.path("model").isString()) {
            return Optional.empty();
        }
        String text =
                texts.stream()
                        .map(block -> block.path("text").stringValue())
                        .collect(Collectors.joining("\n"));
        return Optional.of(
                new Sampled(
                        result.path("model").stringValue(),
                        text,
                        result.path("stopReason").asString("")));
    }

    private static Stream<JsonNode> blocks(JsonNode content) {
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                : Stream.of(content);
    }

    private static boolean isText(JsonNode block) {
        return block.path("type").asString("").equals("text") && block.path("text").isString();
    }
}
