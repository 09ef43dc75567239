package dev.gatehouse.mcp.rpc;

import java.util.List;
import java.util.Optional;

/** What a text from the other side turned out to be. */
public sealed interface Received {

    /** Whether it, or a part of it, is no message. */
    default boolean isPartlyInvalid() {
        return switch (this) {
            case Single _ -> false;
            case Invalid _ -> true;
            case Batch(List<Received> elements) ->
                    elements.stream().anyMatch(Received::isPartlyInvalid);
        };
    }

    /** Whether it, or a part of it, is to be answered: it asks something, or is no message. */
    default boolean wantsAnswer() {
        return switch (this) {
            case Single(Message message) -> message instanceof Message.Request;
            case Invalid _ -> true;
            case Batch(List<Received> elements) ->
                    elements.stream().anyMatch(Received::wantsAnswer);
        };
    }

    /** One message. */
    record Single(Message message) implements Received {}

    /** Something that is no message, and the error that says why. */
    record Invalid(Optional<RequestId> id, RpcError error) implements Received {}

    /** An array of messages (JSON-RPC 2.0, section 6); never empty, never nested. */
    record Batch(List<Received> elements) implements Received {
        public Batch {
            elements = List.copyOf(elements);
        }
    }
}
