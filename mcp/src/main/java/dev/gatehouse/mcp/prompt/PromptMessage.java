package dev.gatehouse.mcp.prompt;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.tool.Content;

/** One message of a prompt. */
public record PromptMessage(Role role, Content content) {

    /** In whose name a message is said. */
    public enum Role {
        USER("user"),
        ASSISTANT("assistant");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** As it is written in messages. */
        public String text() {
            return text;
        }
    }

    public PromptMessage {
        requireNonNull(role, "role is null");
        requireNonNull(content, "content is null");
    }

    /** A text of the user. */
    public static PromptMessage user(String text) {
        return new PromptMessage(Role.USER, new Content.Text(text));
    }

    /** A text of the assistant. */
    public static PromptMessage assistant(String text) {
        return new PromptMessage(Role.ASSISTANT, new Content.Text(text));
    }
}
