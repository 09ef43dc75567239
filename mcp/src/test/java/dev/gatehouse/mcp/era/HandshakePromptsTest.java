package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.peer.Revision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Prompts and completions in the handshake era. */
@Timeout(60)
class HandshakePromptsTest {

    private final Workshop workshop = new Workshop();

    @Test
    void showsEveryKindOfContentThatTheRevisionHas() {
        for (Revision revision : Revision.handshake()) {
            try (var client = PipedClient.open(workshop, revision)) {
                JsonNode messages =
                        client.ask("1", "prompts/get", "{'name':'plan'}").at("/result/messages");
                List<String> types = new ArrayList<>();
                messages.forEach(message -> types.add(message.at("/content/type").stringValue()));

                String sound = revision == Revision.V2024_11_05 ? "text" : "audio";
                assertThat(types).containsExactly("text", "text", "image", sound, "resource");
            }
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
                "{'name':'explore','arguments':{'database':'locked'}}| 1001 | Not before tomorrow",
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

    private static JsonNode complete(PipedClient client, String reference, String argument) {
        return client.ask(
                "'c'",
                "completion/complete",
                "{'ref':%s,'argument':{'name':'%s','value':''}}".formatted(reference, argument));
    }
}
