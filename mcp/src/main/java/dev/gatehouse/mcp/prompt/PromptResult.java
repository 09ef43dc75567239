package dev.gatehouse.mcp.prompt;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** How a request for a prompt ends, when nothing is broken. */
public sealed interface PromptResult {

    /** The messages, in order. */
    record Rendered(List<PromptMessage> messages) implements PromptResult {
        public Rendered {
            messages = List.copyOf(messages);
        }
    }

    /**
     * An argument does not fit: it names something that is not there for this peer.
     *
     * @param message which, and what to try; for the client
     */
    record Unfit(String message) implements PromptResult {
        public Unfit {
            requireNonNull(message, "message is null");
        }
    }

    /**
     * The prompt is not given out now.
     *
     * @param message why, and what to try; for the client
     */
    record Refused(String message) implements PromptResult {
        public Refused {
            requireNonNull(message, "message is null");
        }
    }

    /** These messages. */
    static PromptResult of(PromptMessage... messages) {
        return new Rendered(List.of(messages));
    }
}
