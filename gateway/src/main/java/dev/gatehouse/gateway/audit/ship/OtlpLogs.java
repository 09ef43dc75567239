package dev.gatehouse.gateway.audit.ship;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as logs of OpenTelemetry, in the JSON form of OTLP 1.x: names in lowerCamelCase, whole
 * numbers of 64 bits as texts, identifiers of traces in hexadecimal. The body of each is the
 * record's line as it stands in the trail. Attributes have the names of the semantic conventions
 * where those mean the same, and others below {@code gatehouse}.
 *
 * @param version of this program
 */
record OtlpLogs(String version) implements Payload {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SCOPE = "dev.gatehouse.audit";
    private static final String EVENT = "gatehouse.audit";

    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    /** What members of a record are called by the semantic conventions, in the order of theirs. */
    private static final Map<String, String> TEXTS =
            new TreeMap<>(
                    Map.of(
                            "address", "client.address",
                            "caller", "user.id",
                            "code", "error.type",
                            "database", "gatehouse.database",
                            "decision", "gatehouse.decision",
                            "protocol", "mcp.protocol.version",
                            "session", "mcp.session.id",
                            "tool", "gen_ai.tool.name"));

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(List<Entry> batch) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode logs = request.putArray("resourceLogs").addObject();
        ArrayNode resource = logs.putObject("resource").putArray("attributes");
        text(resource, "service.name", "gatehouse");
        text(resource, "service.version", version);
        ObjectNode scope = logs.putArray("scopeLogs").addObject();
        scope.putObject("scope").put("name", SCOPE).put("version", version);
        ArrayNode records = scope.putArray("logRecords");
        batch.forEach(entry -> add(records.addObject(), entry));
        return JSON.writeValueAsBytes(request);
    }

    private static void add(ObjectNode log, Entry entry) {
        entry.time()
                .map(OtlpLogs::nanoseconds)
                .ifPresent(time -> log.put("timeUnixNano", time).put("observedTimeUnixNano", time));
        log.put("severityNumber", entry.severity().otel());
        log.put("severityText", entry.severity().text());
        log.put("eventName", EVENT);
        log.putObject("body").put("stringValue", entry.text());
        if (TRACE.matcher(entry.member("trace")).matches()) {
            log.put("traceId", entry.member("trace"));
        }
        attributes(log.putArray("attributes"), entry);
    }

    /** Since 1970, as a text: JSON's numbers are not that exact everywhere. */
    private static String nanoseconds(Instant time) {
        return "%d%09d".formatted(time.getEpochSecond(), time.getNano());
    }

    private static void attributes(ArrayNode attributes, Entry entry) {
        text(attributes, "log.record.uid", entry.hash());
        text(attributes, "gatehouse.audit.trail", entry.at().trail());
        attribute(attributes, "gatehouse.audit.seq").put("intValue", Long.toString(entry.seq()));
        TEXTS.forEach(
                (member, name) -> {
                    if (!entry.member(member).isEmpty()) {
                        text(attributes, name, entry.member(member));
                    }
                });
        JsonNode roles = entry.members().path("roles");
        if (roles.isArray()) {
            ArrayNode values =
                    attribute(attributes, "user.roles").putObject("arrayValue").putArray("values");
            roles.forEach(role -> values.addObject().put("stringValue", role.asString("")));
        }
    }

    private static void text(ArrayNode attributes, String name, String value) {
        attribute(attributes, name).put("stringValue", value);
    }

    /** The value of a new attribute. */
    private static ObjectNode attribute(ArrayNode attributes, String name) {
        return attributes.addObject().put("key", name).putObject("value");
    }

    /** A partial success must not be sent again (OTLP 1.x, partial success). */
    @Override
    public long rejected(byte[] answer) {
        try {
            return answer.length == 0
                    ? 0
                    : JSON.readTree(answer)
                            .path("partialSuccess")
                            .path("rejectedLogRecords")
                            .asLong(0);
        } catch (JacksonException _) {
            return 0;
        }
    }
}
