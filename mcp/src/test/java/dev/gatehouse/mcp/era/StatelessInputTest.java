package dev.gatehouse.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.fixture.LocalUser;
import dev.gatehouse.mcp.fixture.PipedClient;
import dev.gatehouse.mcp.fixture.Workshop;
import dev.gatehouse.mcp.host.Incident;
import dev.gatehouse.mcp.input.InputLimits;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.input.StateKey;
import dev.gatehouse.mcp.input.StateSeal;
import dev.gatehouse.mcp.peer.Revision;
import dev.gatehouse.mcp.stdio.StdioLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Asking in the stateless era: with a result, and the same request again. */
@Timeout(60)
class StatelessInputTest {

    private static final String ALL =
            "{'elicitation':{'form':{},'url':{}},'sampling':{},'roots':{}}";
    private static final String NAME = "'user_name':{'action':'accept','content':{'name':'Ann'}}";
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Workshop workshop = new Workshop();
    private final AtomicInteger ids = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @Test
    void asksAndGoesOnWhenTheRequestComesAgainWithTheAnswer() {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'name'", "");
            assertThat(asked.path("resultType").stringValue()).isEqualTo("input_required");
            assertThat(asked.at("/inputRequests/user_name").toString())
                    .isEqualTo(
                            "{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\","
                                    + "\"message\":\"What is your name?\",\"requestedSchema\":"
                                    + "{\"type\":\"object\",\"properties\":{\"name\":"
                                    + "{\"type\":\"string\",\"minLength\":1,\"maxLength\":20,"
                                    + "\"title\":\"Name\"}},\"required\":[\"name\"]}}}");
            JsonNode done = again(client, "'name'", asked, NAME);
            assertThat(done.path("resultType").stringValue()).isEqualTo("complete");
            assertThat(text(done)).isEqualTo("Hello, Ann!");
            assertThat(workshop.questions.runs).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel"})
    void tellsTheToolThatTheUserDidNotAgree(String action) {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'name'", "");
            JsonNode done =
                    again(client, "'name'", asked, "'user_name':{'action':'%s'}".formatted(action));
            assertThat(text(done)).startsWith(action);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "link | 'link':{'action':'accept'} | {}",
                "sampling | 'capital':{'role':'assistant','model':'m','content':{'type':'text','text':'Paris'}} | m: Paris",
                "sampling | 'capital':{'role':'assistant','model':'m','content':[{'type':'text','text':'Pa'},{'type':'text','text':'ris'}]} | m: Pa\\nris",
                "roots | 'roots':{'roots':[{'uri':'file:///a','name':'A'},{'uri':'file:///b'}]} | [Root[uri=file:///a, name=A], Root[uri=file:///b, name=]]"
            })
    void asksForEachKindOfInput(String what, String answer, String text) {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'" + what + "'", "");
            assertThat(text(again(client, "'" + what + "'", asked, answer)))
                    .isEqualTo(text.replace("\\n", "\n"));
        }
    }

    @Test
    void asksSeveralThingsAtOnceAndKeepsWhatWasAnswered() {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'all'", "");
            assertThat(keys(asked)).containsExactlyInAnyOrder("colours", "greeting", "roots");
            JsonNode left =
                    again(
                            client,
                            "'all'",
                            asked,
                            "'colours':{'action':'accept','content':{'colours':['r']}},'other':{}");
            assertThat(keys(left)).containsExactlyInAnyOrder("greeting", "roots");
            JsonNode done =
                    again(
                            client,
                            "'all'",
                            left,
                            "'roots':{'roots':[]},'greeting':"
                                    + "{'role':'assistant','model':'m','content':{'type':'text','text':'Hi'}}");
            assertThat(text(done)).isEqualTo("{\"colours\":[\"r\"]}Hi0");
        }
    }

    @Test
    void asksOneThingAfterTheOtherAndRemembersAllOfIt() {
        try (var client = client("local")) {
            JsonNode first = ask(client, "'twice'", "");
            JsonNode second = again(client, "'twice'", first, NAME.replace("user_name", "step1"));
            assertThat(keys(second)).containsExactly("step2");
            assertThat(state(second)).isNotEqualTo(state(first));
            JsonNode done =
                    again(
                            client,
                            "'twice'",
                            second,
                            "'step2':{'action':'accept','content':{'colour':'g'}}");
            assertThat(text(done)).isEqualTo("{\"name\":\"Ann\"}{\"colour\":\"g\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'wrong_key':{'action':'accept','content':{'name':'Ann'}}",
                "'user_name':12345",
                "'user_name':null",
                "'user_name':{}",
                "'user_name':{'action':'maybe'}",
                "'user_name':{'action':'accept'}",
                "'user_name':{'action':'accept','content':{'name':5}}",
                "'user_name':{'action':'accept','content':{'name':''}}",
                "'user_name':{'action':'accept','content':{'name':null}}"
            })
    void asksAgainForWhatWasNotAnswered(String answers) {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'name'", ",'inputResponses':{%s}".formatted(answers));
            assertThat(keys(asked)).containsExactly("user_name");
            assertThat(keys(again(client, "'name'", asked, answers))).containsExactly("user_name");
        }
    }

    @Test
    void takesAnAnswerThatComesUnasked() {
        try (var client = client("local")) {
            JsonNode done =
                    ask(client, "'name'", ",'inputResponses':{" + NAME + ",'more':{'action':'x'}}");
            assertThat(text(done)).isEqualTo("Hello, Ann!");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'inputResponses':null",
                "'inputResponses':[]",
                "'requestState':null",
                "'requestState':7",
                "'requestState':''",
                "'requestState':'AAAA'",
                "'requestState':'not base64 !'"
            })
    void refusesWhatIsNoAnswerAtAll(String param) {
        try (var client = client("local")) {
            JsonNode error = call(client, "'name'", "," + param).path("error");
            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(workshop.questions.runs).hasValue(0);
        }
    }

    @Test
    void refusesAStateThatWasChangedAnywhere() {
        try (var client = client("local")) {
            String state = state(ask(client, "'name'", ""));
            List<String> forged = new ArrayList<>(List.of(state + "A", state + "-TAMPERED"));
            for (int at = 0; at < state.length(); at++) {
                char other = state.charAt(at) == 'A' ? 'B' : 'A';
                forged.add(state.substring(0, at) + other + state.substring(at + 1));
            }
            for (String text : forged) {
                assertRefused(client, "{'what':'name'}", text, false);
            }
            assertThat(workshop.questions.runs).hasValue(1);
        }
    }

    @Test
    void refusesAnotherServersState() {
        String state;
        try (var client = client("local")) {
            state = state(ask(client, "'name'", ""));
        }
        try (var client = client("local")) {
            assertRefused(client, "{'what':'name'}", state, false);
        }
    }

    @Test
    void letsAServerWithTheSameKeyGoOn() {
        StateKey key = StateKey.of(new byte[StateKey.BYTES]);
        JsonNode asked;
        try (var client = client("local", settings(key, InputLimits.DEFAULT))) {
            asked = ask(client, "'name'", "");
        }
        try (var client = client("local", settings(key, InputLimits.DEFAULT))) {
            assertThat(text(again(client, "'name'", asked, NAME))).isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void refusesTheStateOfAnotherPrincipal() {
        InputSettings shared = settings(StateKey.random(CHANCE), InputLimits.DEFAULT);
        String state;
        try (var client = client("ann", shared)) {
            state = state(ask(client, "'name'", ""));
        }
        try (var client = client("bob", shared)) {
            assertRefused(client, "{'what':'name'}", state, false);
        }
    }

    @Test
    void refusesTheStateOfAnotherCall() {
        try (var client = client("local")) {
            String state = state(ask(client, "'name'", ""));
            assertRefused(client, "{'what':'twice'}", state, false);
            assertRefused(client, "{'what':'name','note':''}", state, false);
            assertRefused(client, "tools/call", "{'name':'echo'}", state, false);
            String prompt = "{'name':'ask','arguments':{'what':'name'}}";
            assertRefused(client, "prompts/get", prompt, state, false);
        }
    }

    @Test
    void refusesAStateThatIsTooOldAndTakesOneThatIsNotQuite() {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'name'", "");
            Duration life = InputLimits.DEFAULT.stateLife();
            now = now.plus(life).minusSeconds(1);
            assertThat(text(again(client, "'name'", asked, NAME))).isEqualTo("Hello, Ann!");
            assertThat(text(again(client, "'name'", asked, NAME))).isEqualTo("Hello, Ann!");
            now = now.plusSeconds(1);
            assertRefused(client, "{'what':'name'}", state(asked), true);
        }
    }

    @Test
    void takesAnAnswerOnlyForTheQuestionThatWasShown() {
        try (var client = client("local")) {
            JsonNode asked = ask(client, "'drift'", "");
            String yes = "'sure':{'action':'accept','content':{}}";
            JsonNode other = again(client, "'drift'", asked, yes);
            assertThat(other.at("/inputRequests/sure/params/message").stringValue())
                    .isEqualTo("Run 2: sure?");
        }
    }

    @Test
    void stopsAskingInTheEnd() {
        try (var client = client("local")) {
            JsonNode result = ask(client, "'endless'", "");
            for (int round = 1; round < InputLimits.DEFAULT.rounds(); round++) {
                result = again(client, "'endless'", result, NAME);
                assertThat(keys(result)).containsExactly("user_name");
            }
            result = again(client, "'endless'", result, NAME);
            assertThat(result.path("isError").booleanValue()).isTrue();
            assertThat(text(result)).contains("too often");
        }
    }

    @Test
    void stopsAskingWhenTheAnswersAreTooLarge() {
        var limits = new InputLimits(16, 200, 600, Duration.ofMinutes(5), Duration.ofMinutes(5));
        try (var client = client("local", settings(StateKey.random(CHANCE), limits))) {
            JsonNode asked = ask(client, "'name'", "");
            String padded = NAME.replace("'content'", "'pad':'" + "x".repeat(200) + "','content'");
            JsonNode again = again(client, "'name'", asked, padded);
            assertThat(keys(again)).containsExactly("user_name");
            JsonNode result = ask(client, "'endless'", "");
            while (result.has("inputRequests")) {
                result = again(client, "'endless'", result, NAME);
            }
            assertThat(text(result)).contains("too large");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {} | {'elicitation':{'form':{}}}",
                "name | {'elicitation':{'url':{}}} | {'elicitation':{'form':{}}}",
                "name | {'sampling':{},'roots':{}} | {'elicitation':{'form':{}}}",
                "link | {'elicitation':{}} | {'elicitation':{'url':{}}}",
                "sampling | {'elicitation':{}} | {'sampling':{}}",
                "roots | {} | {'roots':{}}",
                "all | {'elicitation':{}} | {'sampling':{},'roots':{}}"
            })
    void neverAsksWhatTheClientDidNotDeclare(String what, String capabilities, String missing) {
        try (var client = client("local")) {
            String params = "{'name':'ask','arguments':{'what':'%s'}}".formatted(what);
            client.requestStateless("1", "tools/call", params, capabilities);
            JsonNode error = client.next().path("error");
            assertThat(error.path("code").intValue()).isEqualTo(-32021);
            assertThat(error.at("/data/requiredCapabilities").toString())
                    .isEqualTo(missing.replace('\'', '"'));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'elicitation':{}} | user_name", "{'sampling':{}} | capital"})
    void letsAToolAskWhatTheClientCanDo(String capabilities, String key) {
        try (var client = client("local")) {
            String params = "{'name':'ask','arguments':{'what':'able'}}";
            client.requestStateless("1", "tools/call", params, capabilities);
            assertThat(keys(client.next().path("result"))).containsExactly(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resources/read, {'uri':'schema://shop/ask'},                              contents",
        "prompts/get,    '{\"name\":\"explore\",\"arguments\":{\"database\":\"ask\"}}', messages"
    })
    void asksForPromptsAndResources(String method, String params, String part) {
        try (var client = client("local")) {
            JsonNode asked = send(client, method, params, "").path("result");
            assertThat(keys(asked)).containsExactly("user_name");
            assertThat(asked.has("ttlMs")).isFalse();
            String more =
                    ",'requestState':'%s','inputResponses':{%s}".formatted(state(asked), NAME);
            JsonNode done = send(client, method, params, more).path("result");
            assertThat(done.path(part).toString()).contains("Ann");
            assertThat(done.path("ttlMs").asInt(0)).isZero();
        }
    }

    @Test
    void tellsNothingOfAFailureBehindAnAnswer() {
        try (var client = client("local")) {
            JsonNode done = again(client, "'bug'", ask(client, "'bug'", ""), NAME);
            assertThat(done.path("isError").booleanValue()).isTrue();
            assertThat(text(done)).startsWith("Internal error id-");
            assertThat(workshop.incidents.remove()).isInstanceOf(Incident.Failure.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/list"})
    void looksAtNoStateWhereNothingIsAsked(String method) {
        try (var client = client("local")) {
            JsonNode result = client.askStateless("1", method, "{'requestState':'x'}");
            assertThat(result.at("/result/resultType").stringValue()).isEqualTo("complete");
        }
    }

    private PipedClient client(String user) {
        return client(user, settings(StateKey.random(CHANCE), InputLimits.DEFAULT));
    }

    private PipedClient client(String user, InputSettings settings) {
        workshop.input = settings;
        return new PipedClient(
                workshop.host(100), new LocalUser(user), Revision.V2026_07_28, StdioLimits.DEFAULT);
    }

    private InputSettings settings(StateKey key, InputLimits limits) {
        return new InputSettings(new StateSeal(key, CHANCE), () -> now, limits);
    }

    private JsonNode ask(PipedClient client, String what, String more) {
        return call(client, what, more).path("result");
    }

    private JsonNode again(PipedClient client, String what, JsonNode asked, String answers) {
        String more = ",'requestState':'%s','inputResponses':{%s}".formatted(state(asked), answers);
        return ask(client, what, more);
    }

    private JsonNode call(PipedClient client, String what, String more) {
        String params = "{'name':'ask','arguments':{'what':%s}}".formatted(what);
        return send(client, "tools/call", params, more);
    }

    private JsonNode send(PipedClient client, String method, String params, String more) {
        String id = Integer.toString(ids.incrementAndGet());
        String whole = params.substring(0, params.length() - 1) + more + "}";
        client.requestStateless(id, method, whole, ALL);
        return client.next();
    }

    private void assertRefused(
            PipedClient client, String arguments, String state, boolean expired) {
        String params = "{'name':'ask','arguments':%s}".formatted(arguments);
        assertRefused(client, "tools/call", params, state, expired);
    }

    private void assertRefused(
            PipedClient client, String method, String params, String state, boolean expired) {
        String more = ",'requestState':'%s','inputResponses':{%s}".formatted(state, NAME);
        JsonNode error = send(client, method, params, more).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-32602);
        assertThat(error.path("message").stringValue())
                .contains(expired ? "has expired" : "is none that we gave out");
        assertThat(workshop.incidents.remove())
                .isInstanceOfSatisfying(
                        Incident.RefusedState.class,
                        incident -> {
                            assertThat(incident.method()).isEqualTo(method);
                            assertThat(incident.expired()).isEqualTo(expired);
                        });
    }

    private static List<String> keys(JsonNode result) {
        return List.copyOf(result.path("inputRequests").propertyNames());
    }

    private static String state(JsonNode result) {
        return result.path("requestState").stringValue();
    }

    private static String text(JsonNode result) {
        return result.at("/content/0/text").stringValue();
    }
}
