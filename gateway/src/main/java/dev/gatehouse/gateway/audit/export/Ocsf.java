package dev.gatehouse.gateway.audit.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as events of the Open Cybersecurity Schema Framework 1.3: those that concern a database
 * as Datastore Activity (6005), others as API Activity (6003). What the schema has no place for is
 * in {@code unmapped}.
 */
public final class Ocsf {

    private static final String SCHEMA = "1.3.0";
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int APPLICATION_ACTIVITY = 6;
    private static final int API_ACTIVITY = 6003;
    private static final int DATASTORE_ACTIVITY = 6005;
    private static final int KINDS = 100;
    private static final int INFORMATIONAL = 1;
    private static final int RELATIONAL = 1;

    private static final Activity QUERY = new Activity(4, "Query");
    private static final Activity LIST = new Activity(8, "List");
    private static final Activity API_OTHER = new Activity(99, "Other");
    private static final Set<String> STATEMENTS = Set.of("query", "explain");

    private static final List<String> UNMAPPED =
            List.of(
                    "fp",
                    "relations",
                    "reasons",
                    "rows",
                    "bytes",
                    "truncated",
                    "skipped",
                    "times",
                    "protocol",
                    "client_version",
                    "transport",
                    "torn_bytes",
                    "torn_hash",
                    "prev");

    private Ocsf() {}

    private record Activity(int id, String name) {}

    /** An event as one line of JSON. */
    static String line(JsonNode members, String version) {
        return event(members, version).toString();
    }

    /**
     * A record as an event.
     *
     * @param version of this program
     */
    public static ObjectNode event(JsonNode members, String version) {
        ObjectNode event = JSON.createObjectNode();
        classify(event, members);
        event.put("time", time(members));
        copy(members, "duration_ms", event, "duration");
        event.put("severity_id", INFORMATIONAL);
        status(event, members);
        metadata(event.putObject("metadata"), members, version);
        actor(event.putObject("actor"), members);
        endpoint(event.putObject("src_endpoint"), members);
        query(event, members);
        unmapped(event, members);
        return event;
    }

    private static void classify(ObjectNode event, JsonNode members) {
        String tool = members.path("tool").asString("");
        boolean datastore = members.has("database");
        Activity activity = datastore ? STATEMENTS.contains(tool) ? QUERY : LIST : API_OTHER;
        int type = datastore ? DATASTORE_ACTIVITY : API_ACTIVITY;
        event.put("category_uid", APPLICATION_ACTIVITY);
        event.put("class_uid", type);
        event.put("activity_id", activity.id());
        event.put("activity_name", activity.name());
        event.put("type_uid", type * KINDS + activity.id());
        if (datastore) {
            ObjectNode database = event.putObject("database");
            database.put("type_id", RELATIONAL).put("type", "Relational");
            copy(members, "database", database, "name");
        } else {
            String operation = tool.isEmpty() ? members.path("decision").asString("") : tool;
            event.putObject("api").put("operation", operation);
        }
    }

    private static long time(JsonNode members) {
        try {
            return Instant.parse(members.path("time").asString("")).toEpochMilli();
        } catch (DateTimeException _) {
            return 0;
        }
    }

    private static void status(ObjectNode event, JsonNode members) {
        boolean refused = members.path("decision").asString("").equals("refused");
        event.put("status_id", refused ? 2 : 1);
        event.put("status", refused ? "Failure" : "Success");
        copy(members, "code", event, "status_code");
    }

    private static void metadata(ObjectNode metadata, JsonNode members, String version) {
        metadata.put("version", SCHEMA);
        metadata.putObject("product")
                .put("name", "Gatehouse")
                .put("vendor_name", "Gatehouse")
                .put("version", version);
        metadata.put("log_name", "audit");
        copy(members, "seq", metadata, "sequence");
        copy(members, "time", metadata, "original_time");
        copy(members, "trace", metadata, "correlation_uid");
    }

    private static void actor(ObjectNode actor, JsonNode members) {
        ObjectNode user = actor.putObject("user");
        user.put("name", members.path("caller").asString("gatehouse"));
        copy(members, "key", user, "credential_uid");
        if (members.path("roles").isArray()) {
            var groups = user.putArray("groups");
            members.path("roles")
                    .forEach(role -> groups.addObject().put("name", role.asString("")));
        }
        if (members.has("session")) {
            copy(members, "session", actor.putObject("session"), "uid");
        }
        copy(members, "client", actor, "app_name");
    }

    private static void endpoint(ObjectNode endpoint, JsonNode members) {
        copy(members, "address", endpoint, "ip");
        endpoint.put("svc_name", members.path("transport").asString("gatehouse"));
    }

    private static void query(ObjectNode event, JsonNode members) {
        JsonNode relations = members.path("relations");
        if (members.has("database") && relations.size() == 1) {
            event.putObject("table").put("name", relations.path(0).asString(""));
        }
        if (members.has("sql")) {
            ObjectNode info = event.putObject("query_info");
            copy(members, "sql", info, "query_string");
            copy(members, "fp", info, "uid");
            copy(members, "bytes", info, "bytes");
        }
    }

    private static void unmapped(ObjectNode event, JsonNode members) {
        ObjectNode unmapped = event.putObject("unmapped");
        UNMAPPED.forEach(name -> copy(members, name, unmapped, name));
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String other) {
        if (from.has(name)) {
            to.set(other, from.path(name));
        }
    }
}
