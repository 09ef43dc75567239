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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Resources in the handshake era, and what they share with prompts and completions. */
@Timeout(60)
class HandshakeResourcesTest {

    private static final LocalUser LOCAL = new LocalUser("local");

    private final Workshop workshop = new Workshop();

    @ParameterizedTest
    @EnumSource(value = Revision.class, mode = Mode.EXCLUDE, names = "V2026_07_28")
    void listsReadsRendersAndCompletesInEveryRevision(Revision revision) {
        try (var client = PipedClient.open(workshop, revision)) {
            JsonNode resource =
                    client.ask("1", "resources/list", "{}").path("result").at("/resources/0");
            JsonNode template =
                    client.ask("2", "resources/templates/list", "{}")
                            .path("result")
                            .at("/resourceTemplates/1");
            JsonNode prompt = client.ask("3", "prompts/list", "{}").path("result").at("/prompts/0");

            boolean titles = revision.compareTo(Revision.V2025_06_18) >= 0;
            assertThat(resource.path("uri").stringValue()).isEqualTo("databases://list");
            assertThat(resource.has("title")).isEqualTo(titles);
            assertThat(template.path("uriTemplate").stringValue())
                    .isEqualTo("schema://{database}/{table}");
            assertThat(template.has("title")).isEqualTo(titles);
            assertThat(prompt.path("name").stringValue()).isEqualTo("explore");
            assertThat(prompt.at("/arguments/0").has("title")).isEqualTo(titles);
            assertThat(read(client, "databases://list").at("/result/contents/0/text").stringValue())
                    .isEqualTo("shop");
            assertThat(
                            client.ask("4", "prompts/get", "{'name':'plan'}")
                                    .at("/result/messages/1/content/text")
                                    .stringValue())
                    .isEqualTo("Gladly");
            assertThat(
                            complete(client, "{'type':'ref/prompt','name':'explore'}", "database")
                                    .at("/result/completion/values/0")
                                    .stringValue())
                    .isEqualTo("shop");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resources/list,           resources,         uri,         2",
        "resources/templates/list, resourceTemplates, uriTemplate, 2",
        "prompts/list,             prompts,           name,        2"
    })
    void listsPageByPage(String method, String items, String name, int count) {
        try (var client =
                new PipedClient(
                        workshop.host(1), LOCAL, Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            client.initialize("2025-11-25");
            List<String> names = new ArrayList<>();
            JsonNode page = client.ask("1", method, "{}").path("result");
            while (true) {
                page.path(items).forEach(item -> names.add(item.path(name).stringValue()));
                if (!page.has("nextCursor")) {
                    break;
                }
                String cursor = page.path("nextCursor").stringValue();
                page = client.ask("1", method, "{'cursor':'" + cursor + "'}").path("result");
            }
            assertThat(names).hasSize(count).isSorted().doesNotHaveDuplicates();
            assertThat(client.ask("2", method, "{'cursor':'x'}").at("/error/code").intValue())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void decodesTheVariablesOfATemplate() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode contents = read(client, "schema://shop/a%2Fb").at("/result/contents/0");

            assertThat(contents.path("text").stringValue())
                    .contains("database=shop")
                    .contains("table=a/b");
            assertThat(contents.path("uri").stringValue()).isEqualTo("schema://shop/a%2Fb");
        }
    }

    @Test
    void readsBytes() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(read(client, "logo://small").at("/result/contents/0/blob").stringValue())
                    .isEqualTo("AAEC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret://plan", "secret://a/x", "schema://shop/a/b", "nonsense", ""})
    void neitherListsNorReadsWhatThePrincipalMayNotSee(String uri) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            for (String method :
                    List.of("resources/list", "resources/templates/list", "prompts/list")) {
                assertThat(client.ask("1", method, "{}").toString()).doesNotContain("secret");
            }
            JsonNode error = read(client, uri).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32002);
            assertThat(error.path("message").stringValue()).isEqualTo("Resource not found");
            assertThat(error.at("/data/uri").stringValue()).isEqualTo(uri);
            assertThat(workshop.incidents.remove())
                    .isInstanceOfSatisfying(
                            Incident.UnknownResource.class,
                            incident -> assertThat(incident.uri()).isEqualTo(uri));
        }
    }

    @Test
    void saysOfAResourceThatItsReaderDoesNotFindWhatItSaysOfAnUnknownOne() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode gone = read(client, "schema://shop/gone").path("error");
            JsonNode unknown = read(client, "secret://plan").path("error");

            assertThat(gone.path("code")).isEqualTo(unknown.path("code"));
            assertThat(gone.path("message")).isEqualTo(unknown.path("message"));
        }
    }

    @Test
    void offersAnAdminWhatIsSecret() {
        var admin = new LocalUser("admin");
        try (var client =
                PipedClient.open(workshop, admin, Revision.V2025_11_25, StdioLimits.DEFAULT)) {
            assertThat(client.ask("1", "resources/list", "{}").toString()).contains("secret:");
            assertThat(read(client, "secret://plan").has("result")).isTrue();
            assertThat(read(client, "secret://a/x").has("result")).isTrue();
            assertThat(client.ask("2", "prompts/get", "{'name':'secret'}").has("result")).isTrue();
        }
    }

    @Test
    void refusesAReadInWordsOfTheReader() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode error = read(client, "schema://shop/locked").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(1001);
            assertThat(error.path("message").stringValue()).endsWith("try tomorrow");
        }
    }

    @Test
    void tellsTheHostAndNotTheClientWhatFailed() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode read = read(client, "schema://shop/fail").path("error");
            JsonNode rendered =
                    client.ask(
                                    "1",
                                    "prompts/get",
                                    "{'name':'explore','arguments':{'database':'fail'}}")
                            .path("error");

            for (JsonNode error : List.of(read, rendered)) {
                assertThat(error.path("code").intValue()).isEqualTo(-32603);
                assertThat(error.toString()).doesNotContain("hunter2");
            }
            assertThat(workshop.incidents).hasSize(2).hasOnlyElementsOfType(Incident.Failure.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resources/read      | {'uri':'schema://shop/wait'}",
                "prompts/get         | {'name':'explore','arguments':{'database':'wait'}}",
                "completion/complete | {'ref':{'type':'ref/resource','uri':'schema://{database}/{table}'},'argument':{'name':'table','value':'wait'}}"
            })
    void cancelsAndNeverAnswers(String method, String params) throws InterruptedException {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.request("9", method.strip(), params.strip());
            String what = workshop.library.begun.take();
            client.send(
                    "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':9}}");

            assertThat(workshop.library.cancelled.take()).isEqualTo(what);
            client.endInput();
            client.ended();
            assertThat(client.unread()).isZero();
        }
    }

    private static JsonNode read(PipedClient client, String uri) {
        return client.ask("'r'", "resources/read", "{'uri':'" + uri + "'}");
    }

    private static JsonNode complete(PipedClient client, String reference, String argument) {
        return client.ask(
                "'c'",
                "completion/complete",
                "{'ref':%s,'argument':{'name':'%s','value':''}}".formatted(reference, argument));
    }
}
