package dev.gatehouse.gateway.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String ANSWERED =
            """
            {"address":"192.0.2.7","bytes":12,"caller":"key:reporting","client":"=cmd|x",\
            "database":"shop","decision":"answered","duration_ms":3,"fp":"3a1c9f82a2d1","key":"k1",\
            "prev":"00","relations":["sales.orders","sales.items"],"roles":["a, \\"b\\""],"rows":1,\
            "seq":7,"session":"s1","sql":"SELECT ?","time":"2026-11-27T10:00:00.250000Z",\
            "tool":"query","trace":"t1","transport":"http"}""";

    private static final String REFUSED =
            """
            {"caller":"local:a","code":"TOOL_UNKNOWN","decision":"refused","duration_ms":0,\
            "prev":"00","seq":8,"time":"2026-11-27T10:00:01.000000Z","tool":"x","transport":"stdio"}""";

    private static final String REPAIRED =
            """
            {"decision":"repaired","prev":"00","seq":9,"time":"2026-11-27T10:00:01.000000Z",\
            "torn_bytes":5,"torn_hash":"00"}""";

    private static Records.Entry entry(String line) {
        return new Records.Entry(line, JSON.readTree(line));
    }

    @Test
    void jsonLinesAreThoseOfTheTrail() {
        assertThat(Format.JSONL.heading()).isEmpty();
        assertThat(Format.JSONL.line(entry(ANSWERED), "1")).isEqualTo(ANSWERED);
    }

    @Test
    void csvHasAColumnForEachMember() {
        List<String> columns = Arrays.asList(Format.CSV.heading().split(",", -1));
        for (String line : List.of(ANSWERED, REFUSED)) {
            assertThat(columns).containsAll(JSON.readTree(line).propertyNames());
        }
    }

    @Test
    void csvQuotesAndRunsNothing() {
        assertThat(Format.CSV.line(entry(ANSWERED), "1"))
                .isEqualTo(
                        """
                        7,2026-11-27T10:00:00.250000Z,3,key:reporting,k1,"a, ""b""\",http,192.0.2.7,\
                        '=cmd|x,,,s1,t1,query,shop,3a1c9f82a2d1,SELECT ?,\
                        sales.orders;sales.items,answered,,,1,12,,,,,00""");
    }

    @Test
    void anAskOfADatabaseIsDatastoreActivity() {
        JsonNode event = JSON.readTree(Format.OCSF.line(entry(ANSWERED), "1.2"));
        assertThat(event.path("class_uid").asInt()).isEqualTo(6005);
        assertThat(event.path("type_uid").asInt()).isEqualTo(600504);
        assertThat(event.path("time").asLong()).isEqualTo(1795773600250L);
        assertThat(event.path("status_id").asInt()).isEqualTo(1);
        assertThat(event.path("metadata").path("sequence").asLong()).isEqualTo(7);
        assertThat(event.path("metadata").path("correlation_uid").asString()).isEqualTo("t1");
        assertThat(event.path("metadata").path("product").path("version").asString())
                .isEqualTo("1.2");
        assertThat(event.path("actor").path("user").toString())
                .isEqualTo(
                        """
                        {"name":"key:reporting","credential_uid":"k1","groups":[{"name":"a, \\"b\\""}]}""");
        assertThat(event.path("src_endpoint").path("ip").asString()).isEqualTo("192.0.2.7");
        assertThat(event.path("database").path("name").asString()).isEqualTo("shop");
        assertThat(event.path("database").path("type_id").asInt()).isEqualTo(1);
        assertThat(event.path("query_info").path("query_string").asString()).isEqualTo("SELECT ?");
        assertThat(event.path("unmapped").path("relations").size()).isEqualTo(2);
    }

    @Test
    void otherCallsAreApiActivity() {
        JsonNode event = JSON.readTree(Format.OCSF.line(entry(REFUSED), "1"));
        assertThat(event.path("type_uid").asInt()).isEqualTo(600399);
        assertThat(event.path("status_id").asInt()).isEqualTo(2);
        assertThat(event.path("status_code").asString()).isEqualTo("TOOL_UNKNOWN");
        assertThat(event.path("api").path("operation").asString()).isEqualTo("x");
        JsonNode repaired = JSON.readTree(Format.OCSF.line(entry(REPAIRED), "1"));
        assertThat(repaired.path("api").path("operation").asString()).isEqualTo("repaired");
        assertThat(repaired.path("unmapped").path("torn_bytes").asInt()).isEqualTo(5);
    }

    /** What the schema (1.3) says that events of these classes must have. */
    @Test
    void everyEventHasWhatIsRequired() {
        for (String line : List.of(ANSWERED, REFUSED, REPAIRED)) {
            JsonNode event = JSON.readTree(Format.OCSF.line(entry(line), "1"));
            assertThat(event.propertyNames())
                    .contains(
                            "activity_id",
                            "actor",
                            "category_uid",
                            "class_uid",
                            "metadata",
                            "severity_id",
                            "src_endpoint",
                            "time",
                            "type_uid");
            assertThat(event.path("metadata").propertyNames()).contains("product", "version");
        }
    }
}
