package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.InputResponse;
import dev.gatehouse.mcp.json.JsonWriter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what clients answer, within limits. */
final class AnswerReader {

    private static final JsonWriter WRITER = new JsonWriter();

    private AnswerReader() {}

    /** The answer to {@code request} that {@code json} is; empty when it is none. */
    static Optional<InputResponse> read(
            InputRequest<?> request, JsonNode json, InputLimits limits) {
        boolean fits = json.isObject() && WRITER.write(json).length <= limits.answerBytes();
        return fits ? request.read(json).map(InputResponse.class::cast) : Optional.empty();
    }
}
