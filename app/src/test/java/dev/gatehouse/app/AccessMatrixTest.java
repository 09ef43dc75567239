package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gatehouse.app.AccessAsk.Kind;
import dev.gatehouse.app.AccessCaller.Known;
import dev.gatehouse.app.AccessCaller.Stranger;
import dev.gatehouse.app.AccessLine.Era;
import dev.gatehouse.app.AccessLine.Reply;
import dev.gatehouse.app.AccessOracle.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that is offered, against every kind of caller, over both transports and in both eras:
 * what may be had is had, what may not be had is not there, and each call leaves its record.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

    /** The axes at least: rows, callers, eras. */
    private static final int ROWS = 60;

    private static final int AT_A_TIME = 3;
    private static final int OVER_HTTP = 42;
    private static final int OVER_STDIO = 5;

    private static final Pattern SECRET = Pattern.compile("zq[a-z]+");
    private static final Pattern TOOL =
            Pattern.compile("\\b(" + String.join("|", AccessRights.ALL_TOOLS) + ")\\b");
    private static final Pattern HINT = Pattern.compile(" \\(did you mean [^)]*\\?\\)");

    private AccessWorld world;
    private AccessCallers callers;
    private AccessOffer offer;
    private final AtomicInteger cells = new AtomicInteger();

    /** How often each kind of record has to be on the trail: caller, tool, and code. */
    private final Map<String, Long> recorded = new ConcurrentHashMap<>();

    /** Callers do not wait for each other, as far as there are processors. */
    private final ExecutorService working = Executors.newFixedThreadPool(AT_A_TIME);

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        world = AccessWorld.open(folder);
        callers = new AccessCallers(world);
        offer = AccessOffer.read(callers.boss(Era.STATELESS));
    }

    @AfterAll
    void close() {
        working.shutdownNow();
        callers.close();
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> cells() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (AccessCaller who : callers.all()) {
            for (Era era : Era.values()) {
                Future<Void> column = working.submit(() -> column(who, era));
                tests.add(dynamicTest(who + ", " + era, () -> await(column)));
            }
        }
        tests.add(dynamicTest("no session was lost to others", this::noSessionIsLost));
        tests.add(dynamicTest("there were as many cells as the axes make", this::areMany));
        tests.add(dynamicTest("each call is on the trail", this::areOnTheTrail));
        return tests.stream();
    }

    private static void await(Future<Void> column) throws Throwable {
        try {
            column.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    /** Everything, asked by one caller. */
    private Void column(AccessCaller who, Era era) throws Exception {
        try (AccessLine line = who.opening().line(era)) {
            switch (who.standing(era)) {
                case Stranger stranger -> turnedAway(line, stranger);
                case Known known -> served(line, known);
            }
        }
        return null;
    }

    private void turnedAway(AccessLine line, Stranger stranger) throws Exception {
        checkTurned(line.open(), stranger);
        for (AccessAsk ask : offer.asks()) {
            checkTurned(line.ask(ask), stranger);
        }
        checkTurned(line.send("GET"), stranger);
        checkTurned(line.send("DELETE"), stranger);
        record(stranger.caller(), "", stranger.code(), offer.asks().size() + 3L);
    }

    private void checkTurned(Reply reply, Stranger stranger) {
        cells.incrementAndGet();
        assertThat(reply.status()).as(reply.text()).isEqualTo(stranger.status());
        assertThat(reply.challenge()).matches(stranger.challenge());
        assertThat(reply.text()).doesNotContainPattern(SECRET).doesNotContainPattern(TOOL);
    }

    private void served(AccessLine line, Known who) throws Exception {
        JsonNode opened = line.open().message();
        assertThat(opened.at("/result/capabilities"))
                .isEqualTo(JsonMapper.shared().readTree(AccessOffer.CAPABILITIES));
        boolean http = line instanceof AccessLine.Http;
        AccessOracle oracle = new AccessOracle(who, line.era(), http, offer.uris());
        List<AssertionError> wrong = new ArrayList<>();
        for (AccessAsk ask : offer.asks()) {
            cells.incrementAndGet();
            try {
                cell(line, oracle, ask);
            } catch (AssertionError found) {
                wrong.add(found);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void cell(AccessLine line, AccessOracle oracle, AccessAsk ask) throws Exception {
        Outcome outcome = oracle.expected(ask);
        Reply reply = line.ask(ask);
        record(oracle.who(), ask, outcome, ask.subject());
        String what = ask + ": " + reply;
        check(what, ask, outcome, reply);
        checkUnsaid(what, ask, reply, oracle.sayable(ask, outcome));
        if (outcome instanceof AccessOracle.Absent(String name)) {
            AccessAsk nothing = ask.ofNothing(name);
            Reply other = line.ask(nothing);
            record(oracle.who(), ask, outcome, nothing.subject());
            assertThat(comparable(AccessAsk.named(other.text(), name)))
                    .as(what)
                    .isEqualTo(comparable(reply.text()));
            assertThat(other.status()).as(what).isEqualTo(reply.status());
        }
    }

    private void check(String what, AccessAsk ask, Outcome outcome, Reply reply) {
        if (outcome instanceof AccessOracle.Turned(Stranger like)) {
            assertThat(reply.status()).as(what).isEqualTo(like.status());
            assertThat(reply.challenge()).as(what).matches(like.challenge());
            return;
        }
        JsonNode message = reply.message();
        JsonNode result = message.path("result");
        boolean failed = message.has("error") || result.path("isError").asBoolean(false);
        assertThat(reply.challenge()).as(what).isEmpty();
        switch (outcome) {
            case AccessOracle.Answered(Set<String> words) -> {
                assertThat(failed).as(what).isFalse();
                assertThat(words.isEmpty() || words.stream().anyMatch(reply.text()::contains))
                        .as(what)
                        .isTrue();
            }
            case AccessOracle.Names(Collection<String> names) -> {
                assertThat(failed).as(what).isFalse();
                assertThat(names(ask, message)).as(what).containsExactlyInAnyOrderElementsOf(names);
            }
            case AccessOracle.Absent _ -> assertThat(failed).as(what).isTrue();
            case AccessOracle.Elsewhere _ ->
                    assertThat(result.at("/content/0/text").asString())
                            .as(what)
                            .startsWith("TOOL_UNKNOWN: ");
            case AccessOracle.NoMethod _ ->
                    assertThat(message.at("/error/code").asInt()).as(what).isEqualTo(-32601);
            case AccessOracle.Turned _ -> throw new AssertionError(what);
        }
    }

    private static List<String> names(AccessAsk ask, JsonNode message) {
        return switch (ask.kind()) {
            case LIST ->
                    AccessOffer.names(ask.method().replace("/list", ""), message.path("result"))
                            .map(AccessMatrixTest::name)
                            .toList();
            case LISTEN -> texts(message.at("/params/notifications/resourceSubscriptions"));
            case COMPLETE -> texts(message.at("/result/completion/values"));
            case GREET, PING, UNKNOWN_METHOD, CALL, READ, PROMPT, SUBSCRIBE, UNSUBSCRIBE ->
                    throw new AssertionError(ask);
        };
    }

    private static String name(JsonNode listed) {
        return Stream.of("uri", "uriTemplate", "name")
                .filter(listed::has)
                .findFirst()
                .map(key -> listed.path(key).asString())
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Nothing of the databases is said but what may be, and what the request said itself. */
    private static void checkUnsaid(String what, AccessAsk ask, Reply reply, Set<String> sayable) {
        Set<String> said = words(reply.text());
        said.removeAll(words(ask.said()));
        assertThat(sayable).as(what).containsAll(said);
    }

    private static Set<String> words(String text) {
        return SECRET.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What is like the name is a matter of names that are listed anyway. */
    private static String comparable(String answer) {
        return HINT.matcher(answer).replaceAll("");
    }

    private void record(Known who, AccessAsk ask, Outcome outcome, String tool) {
        if (ask.kind() == Kind.CALL) {
            boolean nameless = outcome instanceof AccessOracle.Turned;
            record(
                    who.id(),
                    nameless ? "" : tool,
                    AccessOracle.code(ask, outcome).orElse("answered"),
                    1);
        }
    }

    private void record(String caller, String tool, String code, long times) {
        recorded.merge(String.join(" ", caller, tool, code), times, Long::sum);
    }

    private void noSessionIsLost() throws Exception {
        AccessAsk ping = AccessAsk.of(Kind.PING, "ping");
        assertThat(callers.victim().ask(ping).status()).isEqualTo(200);
    }

    private void areMany() {
        assertThat(offer.asks()).hasSizeGreaterThanOrEqualTo(ROWS);
        assertThat(cells.get())
                .isGreaterThanOrEqualTo(
                        offer.asks().size() * (OVER_HTTP + OVER_STDIO) * Era.values().length);
    }

    private void areOnTheTrail() throws Exception {
        Map<String, Long> found = new HashMap<>();
        for (String line : world.end()) {
            JsonNode entry = JsonMapper.shared().readTree(line);
            found.merge(
                    String.join(
                            " ",
                            entry.path("caller").asString(),
                            entry.path("tool").asString(""),
                            entry.path("code").asString("answered")),
                    entry.path("times").asLong(1),
                    Long::sum);
        }
        assertThat(found).containsAllEntriesOf(recorded);
    }
}
