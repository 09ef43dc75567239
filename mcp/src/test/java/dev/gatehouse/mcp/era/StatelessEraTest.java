package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class StatelessEraTest {

    private static final String WAIT_FOR_TABLE =
            "{'ref':{'type':'ref/resource','uri':'schema://{database}/{table}'},"
                    + "'argument':{'name':'table','value':'wait'}}";

    private final Workshop workshop = new Workshop();

    @Test
    void tellsWhatItSpeaksAndOffers() {
        try (var client = client("local", 100)) {
            JsonNode result = client.askStateless("1", "server/discover", "{}").path("result");

            assertThat(result.path("supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
            assertThat(result.path("capabilities").toString())
                    .isEqualTo(
                            "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true},"
                                    + "\"prompts\":{\"listChanged\":true},\"completions\":{},\"logging\":{}}");
            assertThat(result.path("instructions").stringValue()).startsWith("Call echo");
            assertComplete(result);
            assertCacheable(result);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list,               {},                                     true",
        "resources/list,           {},                                     true",
        "resources/templates/list, {},                                     true",
        "resources/read,           {'uri':'databases://list'},             true",
        "resources/read,           {'uri':'schema://shop'},                true",
        "prompts/list,             {},                                     true",
        "prompts/get,              {'name':'plan'},                        false",
        "tools/call,               '{\"name\":\"add\",\"arguments\":{\"a\":1,\"b\":2}}', false",
        "tools/call,               {'name':'echo'},                        false"
    })
    void wrapsEachResultAndLetsListsAndReadsBeKept(
            String method, String params, boolean cacheable) {
        try (var client = client("local", 100)) {
            JsonNode result = client.askStateless("1", method, params).path("result");

            assertComplete(result);
            assertThat(result.has("ttlMs")).isEqualTo(cacheable);
            if (cacheable) {
                assertCacheable(result);
            }
        }
    }

    @Test
    void completesValues() {
        try (var client = client("local", 100)) {
            JsonNode result =
                    client.askStateless(
                                    "1",
                                    "completion/complete",
                                    "{'ref':{'type':'ref/prompt','name':'explore'},"
                                            + "'argument':{'name':'database','value':''}}")
                            .path("result");

            assertComplete(result);
            assertThat(result.at("/completion/values/0").stringValue()).isEqualTo("shop");
        }
    }

    @Test
    void listsPageByPageAndKeepsNothingBetweenRequests() {
        try (var client = client("local", 3)) {
            List<String> names = new ArrayList<>();
            String params = "{}";
            while (!params.isEmpty()) {
                JsonNode page = client.askStateless("1", "tools/list", params).path("result");
                page.path("tools").forEach(tool -> names.add(tool.path("name").stringValue()));
                params =
                        page.has("nextCursor")
                                ? "{'cursor':'" + page.path("nextCursor").stringValue() + "'}"
                                : "";
            }
            assertThat(names).hasSize(10).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'_meta':{}}",
                "{'_meta':5}",
                "{'_meta':{'io.modelcontextprotocol/clientCapabilities':{}}}",
                "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28'}}",
                "{'_meta':{'io.modelcontextprotocol/protocolVersion':5,'io.modelcontextprotocol/clientCapabilities':{}}}",
                "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':[]}}",
                "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{},'io.modelcontextprotocol/clientInfo':'x'}}"
            })
    void refusesARequestThatDoesNotSpeakForItself(String params) {
        try (var client = client("local", 100)) {
            JsonNode error = client.ask("1", "server/discover", params).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
        }
    }

    @Test
    void servesAClientThatDoesNotSayWhatProgramItIs() {
        try (var client = client("local", 100)) {
            String meta =
                    "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                            + "'io.modelcontextprotocol/clientCapabilities':{}}}";

            assertThat(client.ask("1", "tools/list", meta).has("result")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "2025-11-25", "2027-01-01", ""})
    void namesWhatItSpeaksToAClientOfAnotherRevision(String version) {
        try (var client = client("local", 100)) {
            String meta =
                    "{'_meta':{'io.modelcontextprotocol/protocolVersion':'%s'}}".formatted(version);

            JsonNode error = client.ask("1", "tools/list", meta).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32022);
            assertThat(error.at("/data/supported").toString()).isEqualTo("[\"2026-07-28\"]");
            assertThat(error.at("/data/requested").stringValue()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "logging/setLevel", "resources/subscribe", "invented"})
    void hasNoMethodsOfTheHandshakeEra(String method) {
        try (var client = client("local", 100)) {
            assertThat(client.askStateless("1", method, "{}").at("/error/code").intValue())
                    .isEqualTo(-32601);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tools/call,     {'name':'secret'}",
        "prompts/get,    {'name':'secret'}",
        "resources/read, {'uri':'secret://plan'}",
        "resources/read, {'uri':'schema://shop/gone'}"
    })
    void doesNotFindWhatThePrincipalMayNotSee(String method, String params) {
        try (var client = client("local", 100);
                var admin = client("admin", 100)) {
            JsonNode error = client.askStateless("1", method, params).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(admin.askStateless("1", method, params).has("result"))
                    .isEqualTo(!params.contains("gone"));
        }
    }

    @Test
    void namesTheResourceThatIsNotThere() {
        try (var client = client("local", 100)) {
            JsonNode error =
                    client.askStateless("1", "resources/read", "{'uri':'x://y'}").path("error");

            assertThat(error.at("/data/uri").stringValue()).isEqualTo("x://y");
            assertThat(workshop.incidents.remove())
                    .isInstanceOfSatisfying(
                            Incident.UnknownResource.class,
                            incident ->
                                    assertThat(incident.peer().revision())
                                            .isEqualTo(Revision.V2026_07_28));
        }
    }

    @Test
    void reportsProgressToARequestThatAsks() {
        try (var client = client("local", 100)) {
            String meta = PipedClient.META.replace("{'io.", "{'progressToken':'p','io.");
            client.request("1", "tools/call", "{'name':'steps','_meta':" + meta + "}");

            JsonNode progress = client.next();

            assertThat(progress.at("/params/progressToken").stringValue()).isEqualTo("p");
            assertThat(progress.at("/params/message").stringValue()).isEqualTo("one");
            client.next();
            assertComplete(client.next().path("result"));
        }
    }

    @Test
    void tellsTheHandlerWhoCalls() throws InterruptedException {
        try (var client = client("local", 100)) {
            client.requestStateless("1", "tools/call", "{'name':'wait'}");

            var peer = workshop.begun.take().peer();

            assertThat(peer.principal()).isEqualTo(new LocalUser("local"));
            assertThat(peer.client().name()).isEqualTo("t");
            assertThat(peer.revision()).isEqualTo(Revision.V2026_07_28);
            client.send(cancel("1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resources/read, {'uri':'schema://shop/wait'}",
        "prompts/get,    '{\"name\":\"explore\",\"arguments\":{\"database\":\"wait\"}}'"
    })
    void cancelsAndNeverAnswers(String method, String params) throws InterruptedException {
        try (var client = client("local", 100)) {
            client.requestStateless("1", method, params);
            String what = workshop.library.begun.take();
            client.requestStateless("2", "completion/complete", WAIT_FOR_TABLE);
            assertThat(workshop.library.begun.take()).isEqualTo("complete");

            client.send(cancel("1"));
            assertThat(workshop.library.cancelled.take()).isEqualTo(what);
            client.send(cancel("2"));
            assertThat(workshop.library.cancelled.take()).isEqualTo("complete");
            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    private PipedClient client(String user, int pageSize) {
        return new PipedClient(
                workshop.host(pageSize),
                new LocalUser(user),
                Revision.V2026_07_28,
                StdioLimits.DEFAULT);
    }

    private static void assertComplete(JsonNode result) {
        assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
        assertThat(
                        result.path("_meta")
                                .path("io.modelcontextprotocol/serverInfo")
                                .path("name")
                                .stringValue())
                .isEqualTo("workshop");
    }

    private static void assertCacheable(JsonNode result) {
        assertThat(result.path("ttlMs").intValue()).isEqualTo(60_000);
        assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    }

    private static String cancel(String id) {
        return "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%s}}"
                .formatted(id);
    }
}
