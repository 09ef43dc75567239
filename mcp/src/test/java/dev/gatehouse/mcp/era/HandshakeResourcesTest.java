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

/** Resources, prompts and completions in the handshake era. */
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'secret'}                                   | -32602 | Unknown prompt: secret",
                "{'name':'explor'}                                   | -32602 | Unknown prompt: explor (did you mean \"explore\"?)",
                "{'name':7}                                          | -32602 | \"name\" is the name of a prompt",
                "{'name':'explore'}                                  | -32602 | The arguments of explore do not fit: missing or not known: database",
                "{'name':'plan','arguments':{'x':'y'}}               | -32602 | The arguments of plan do not fit: missing or not known: x",
                "{'name':'plan','arguments':{'x':1}}                 | -32602 | \"arguments\" is an object of texts",
                "{'name':'plan','arguments':[]}                      | -32602 | \"arguments\" is an object",
                "{'name':'explore','arguments':{'database':'gone'}}  | -32602 | There is no database of that name",
                "{'name':'explore','arguments':{'database':'locked'}}| -32010 | Not before tomorrow",
            })
    void saysWhyItDoesNotRenderAPrompt(String params, int code, String message) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode error = client.ask("1", "prompts/get", params.strip()).path("error");

            assertThat(error.path("code").intValue()).isEqualTo(code);
            assertThat(error.path("message").stringValue()).isEqualTo(message);
        }
    }

    @Test
    void tellsTheHostOfPromptsAndReferencesThatReachNobody() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            client.ask("1", "prompts/get", "{'name':'secret'}");
            client.ask("2", "prompts/get", "{'name':'explore'}");
            complete(client, "{'type':'ref/resource','uri':'secret://{word}/x'}", "word");

            assertThat(workshop.incidents)
                    .hasExactlyElementsOfTypes(
                            Incident.UnknownPrompt.class,
                            Incident.WrongPromptArguments.class,
                            Incident.UnknownReference.class);
        }
    }

    @Test
    void refusesAReadInWordsOfTheReader() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode error = read(client, "schema://shop/locked").path("error");

            assertThat(error.path("code").intValue()).isEqualTo(-32010);
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

    @Test
    void completesWithAtMostAHundredValuesAndKnowsTheOtherVariables() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode completion =
                    client.ask(
                                    "1",
                                    "completion/complete",
                                    "{'ref':{'type':'ref/resource','uri':'schema://{database}/{table}'},"
                                            + "'argument':{'name':'table','value':'ta'},"
                                            + "'context':{'arguments':{'database':'shop'}}}")
                            .at("/result/completion");

            assertThat(completion.path("values")).hasSize(100);
            assertThat(completion.path("total").intValue()).isEqualTo(250);
            assertThat(completion.path("hasMore").booleanValue()).isTrue();
            assertThat(workshop.library.completions.remove().others())
                    .containsEntry("database", "shop");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'ref/resource','uri':'secret://{word}/x'}  | word",
                "{'type':'ref/resource','uri':'schema://{database}'}| table",
                "{'type':'ref/prompt','name':'secret'}              | x",
                "{'type':'ref/prompt','name':'explore'}             | x",
                "{'type':'ref/prompt','name':5}                     | x",
                "{'type':'ref/odd','name':'explore'}                | database",
                "{}                                                 | x",
                "5                                                  | x"
            })
    void completesNothingThatIsNotThere(String reference, String argument) {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            assertThat(complete(client, reference.strip(), argument).at("/error/code").intValue())
                    .isEqualTo(-32602);
        }
    }

    @Test
    void suggestsNothingForAnArgumentWithoutSuggestions() {
        try (var client = PipedClient.open(workshop, Revision.V2025_11_25)) {
            JsonNode completion =
                    complete(client, "{'type':'ref/prompt','name':'explore'}", "focus")
                            .at("/result/completion");

            assertThat(completion.path("values")).isEmpty();
            assertThat(completion.path("hasMore").booleanValue()).isFalse();
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
