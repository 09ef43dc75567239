package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.era.SelfDescription;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.schema.ObjectSchema;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Holds the headers of a request against its body, for whoever stands between may have believed
 * them (MCP 2026-07-28, Streamable HTTP, request metadata). Names of headers have no case, values
 * have.
 */
record RepeatedHeaders(HttpRequest http, Message.Request asked) {

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String PARAM = "Mcp-Param-";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,19}(\\.0{1,19})?");

    /**
     * Checks the revision.
     *
     * @throws HttpRefusal when the header lacks or says something else
     */
    void checkRevision() {
        String header =
                http.header(HttpRequest.REVISION).orElseThrow(() -> missing(HttpRequest.REVISION));
        Optional<String> body = SelfDescription.revision(asked.params());
        if (body.isPresent() && !body.get().equals(header)) {
            throw different(HttpRequest.REVISION);
        }
    }

    /**
     * Checks the method and the name of what is asked for.
     *
     * @throws HttpRefusal when a header lacks or says something else
     */
    void checkStandard() {
        String method = http.header(METHOD).orElseThrow(() -> missing(METHOD));
        if (!method.equals(asked.method())) {
            throw different(METHOD);
        }
        switch (asked.method()) {
            case "tools/call", "prompts/get" -> checkName(asked.params().path("name"));
            case "resources/read" -> checkName(asked.params().path("uri"));
            default -> {
                // Nothing that has a name.
            }
        }
    }

    private void checkName(JsonNode source) {
        if (!source.isMissingNode() || http.header(NAME).isPresent()) {
            check(NAME, source);
        }
    }

    /**
     * Checks the arguments that the tool wants repeated.
     *
     * @param schema of the tool's arguments
     * @throws HttpRefusal when a header lacks or says something else
     */
    void checkArguments(ObjectSchema schema) {
        for (ObjectSchema.Mirrored mirrored : schema.mirrored()) {
            JsonNode value = asked.params().path("arguments");
            for (String step : mirrored.path()) {
                value = value.path(step);
            }
            checkArgument(PARAM + mirrored.header(), value);
        }
    }

    /** What the body does not say, no header says. */
    private void checkArgument(String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            check(name, value);
        } else if (http.header(name).isPresent()) {
            throw different(name);
        }
    }

    private void check(String name, JsonNode value) {
        String header = http.header(name).orElseThrow(() -> missing(name));
        String decoded = HeaderValue.decode(header).orElseThrow(() -> malformed(name));
        if (!says(decoded, value)) {
            throw different(name);
        }
    }

    private static boolean says(String header, JsonNode value) {
        if (value.isNumber()) {
            return WHOLE_NUMBER.matcher(header).matches()
                    && new BigDecimal(header).compareTo(value.decimalValue()) == 0;
        }
        return (value.isString() || value.isBoolean()) && header.equals(value.asString());
    }

    private static HttpRefusal missing(String name) {
        return HttpRefusal.headerMismatch(name + " is missing");
    }

    private static HttpRefusal malformed(String name) {
        return HttpRefusal.headerMismatch(name + " is neither plain ASCII nor Base64 in its frame");
    }

    private static HttpRefusal different(String name) {
        return HttpRefusal.headerMismatch(name + " is not what the body says");
    }
}
