package dev.gatehouse.mcp.input;

import static java.util.Objects.requireNonNull;

/**
 * What the client's model wrote: the text of somebody else, never an instruction.
 *
 * @param model which one wrote it, as the client says
 * @param stopReason why it stopped; empty when the client does not say
 */
public record Sampled(String model, String text, String stopReason) implements InputResponse {
    public Sampled {
        requireNonNull(model, "model is null");
        requireNonNull(text, "text is null");
        requireNonNull(stopReason, "stopReason is null");
    }
}
