package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import dev.gatehouse.postgres.parser.wasm.ParseOutcome;
import dev.gatehouse.postgres.parser.wasm.WasmGrammar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParserPoolTest {
    private static final WasmGrammar GRAMMAR =
            WasmGrammar.compiled(GrammarVersion.POSTGRESQL_18.javaPackage());
    private static final byte[] SMALL = "SELECT 1".getBytes(UTF_8);

    /** PostgreSQL's scanner takes quadratic time for it. */
    private static final byte[] SLOW = ("SELECT " + "/*".repeat(200_000)).getBytes(UTF_8);

    /** Too long for the caller's own thread. */
    private static final byte[] LONG = ("SELECT 1" + " ".repeat(ParserPool.SHORT)).getBytes(UTF_8);

    private final AtomicInteger made = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<ParserPool> pools = new ArrayList<>();

    @AfterEach
    void close() {
        pools.forEach(ParserPool::close);
    }

    private ParserPool pool(ParserLimits limits) {
        return pool(limits, new Semaphore(limits.instances(), true));
    }

    private ParserPool pool(ParserLimits limits, Semaphore places) {
        ParserPool pool = new ParserPool("test-parser", limits, places, this::make);
        pools.add(pool);
        return pool;
    }

    private GrammarInstance make() {
        made.incrementAndGet();
        return GRAMMAR.instance(ParserLimits.DEFAULT.maxMemoryPages());
    }

    private ParseOutcome parse(ParserPool pool, byte[] text) {
        return pool.run(text, this::parse);
    }

    private ParseOutcome parse(GrammarInstance instance, byte[] text) {
        threads.add(Thread.currentThread());
        return instance.parse(text);
    }

    private ParseOutcome parse(GrammarInstance instance, byte[] text, CountDownLatch ended) {
        try {
            return parse(instance, text);
        } finally {
            ended.countDown();
        }
    }

    @Test
    void aShortTextIsParsedOnTheThreadOfTheCaller() {
        parse(pool(ParserLimits.DEFAULT), SMALL);

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aLongTextIsParsedOnAThreadWithADeepStack() {
        parse(pool(ParserLimits.DEFAULT), LONG);

        assertThat(threads).singleElement().extracting(Thread::getName).isEqualTo("test-parser");
    }

    @Test
    void aShortTextThatMayBeNestedDeeplyIsParsedOnADeepStack() {
        String deep = "SELECT " + "- ".repeat(ParserPool.SHALLOW) + "1";

        parse(pool(ParserLimits.DEFAULT), deep.getBytes(UTF_8));

        assertThat(threads).singleElement().extracting(Thread::getName).isEqualTo("test-parser");
    }

    @Test
    void aShortTextThatIsTooDeepForItsCallerIsParsedOnADeepStack() throws Exception {
        ParserPool pool = pool(ParserLimits.DEFAULT);
        byte[] deep = ("SELECT " + "f(".repeat(300) + "1" + ")".repeat(300)).getBytes(UTF_8);
        List<ParseOutcome> outcomes = new ArrayList<>();

        Runnable ask = () -> outcomes.add(parse(pool, deep));
        Thread shallow = new Thread(null, ask, "shallow", 1);
        shallow.start();
        shallow.join();

        assertThat(outcomes).singleElement().isInstanceOf(ParseOutcome.Tree.class);
        assertThat(threads)
                .extracting(Thread::getName)
                .containsExactlyInAnyOrder("shallow", "test-parser");
        assertThat(made).hasValue(2);
    }

    @Test
    void moreCallersThanInstancesAllGetTheirOwnAnswers() throws Exception {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(2));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] text = ("SELECT " + i + " AS answer").getBytes(UTF_8);
                answers.add(callers.submit(() -> tree(parse(pool, text))));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).contains("{\"ival\":" + ival(i));
            }
        }
        assertThat(made).hasValueLessThanOrEqualTo(2);
    }

    /** Zero is the default value of the field, which the JSON leaves out. */
    private static String ival(int value) {
        return value == 0 ? "{}" : "{\"ival\":" + value + "}";
    }

    private static String tree(ParseOutcome outcome) {
        return switch (outcome) {
            case ParseOutcome.Tree tree -> new String(tree.json(), UTF_8);
            case ParseOutcome.Rejection rejection -> rejection.message();
        };
    }

    @Test
    void aCallerWhoFindsNoInstanceInTimeIsToldSo() throws Exception {
        ParserPool pool =
                pool(ParserLimits.DEFAULT.withInstances(1).withPatience(Duration.ofMillis(20)));
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread busy =
                Thread.ofVirtual().start(() -> pool.run(SMALL, (_, _) -> hold(started, finish)));
        started.await();

        assertThatThrownBy(() -> parse(pool, SMALL))
                .isInstanceOf(ParserOverloadedException.class)
                .hasMessage("no parser became free within 20 ms");

        finish.countDown();
        busy.join();
        assertThat(parse(pool, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
        assertThat(made).hasValue(1);
    }

    @Test
    void poolsThatShareTheirPlacesRunNoMoreTogetherThanOneAlone() throws Exception {
        ParserLimits limits = ParserLimits.DEFAULT.withPatience(Duration.ofMillis(20));
        Semaphore places = new Semaphore(1, true);
        ParserPool first = pool(limits, places);
        ParserPool second = pool(limits, places);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread busy =
                Thread.ofVirtual().start(() -> first.run(SMALL, (_, _) -> hold(started, finish)));
        started.await();

        assertThatThrownBy(() -> parse(second, SMALL))
                .isInstanceOf(ParserOverloadedException.class);

        finish.countDown();
        busy.join();
        assertThat(parse(second, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
    }

    private static boolean hold(CountDownLatch started, CountDownLatch finish) {
        started.countDown();
        try {
            finish.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void aParseOverItsBudgetIsStoppedAndItsInstanceReplaced() throws InterruptedException {
        ParserPool pool =
                pool(ParserLimits.DEFAULT.withInstances(1).withBudget(Duration.ofMillis(200)));
        parse(pool, SMALL);
        CountDownLatch stopped = new CountDownLatch(1);

        assertThatThrownBy(() -> pool.run(SLOW, (one, text) -> parse(one, text, stopped)))
                .isInstanceOfSatisfying(
                        SqlTooComplexException.class,
                        e -> assertThat(e.reason()).isEqualTo(SqlTooComplexException.Reason.TIME));

        assertThat(stopped.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(parse(pool, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
        assertThat(made).hasValue(2);
    }

    @Test
    void anInterruptedCallerStopsWaitingAndStaysInterrupted() throws InterruptedException {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(1));
        parse(pool, SMALL);
        List<Throwable> thrown = new ArrayList<>();
        List<Boolean> flag = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    thrown.add(
                                            catchThrowable(
                                                    () ->
                                                            pool.run(
                                                                    LONG,
                                                                    (_, _) ->
                                                                            hold(started, never))));
                                    flag.add(Thread.currentThread().isInterrupted());
                                });
        started.await();
        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        assertThat(thrown).singleElement().isInstanceOf(ParserInterruptedException.class);
        assertThat(flag).containsExactly(true);
        assertThat(parse(pool, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
        assertThat(made).hasValue(2);
    }

    @Test
    void aCallerInterruptedBeforehandIsToldSoToo() {
        ParserPool pool = pool(ParserLimits.DEFAULT);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> parse(pool, SMALL)).isInstanceOf(ParserInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInstanceThatFailsIsReplaced() {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(1));

        assertThatThrownBy(
                        () ->
                                pool.run(
                                        SMALL,
                                        (_, _) -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .isInstanceOf(ParserFaultException.class);
        assertThat(parse(pool, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
        assertThat(made).hasValue(2);
    }

    @Test
    void aRejectedTextKeepsTheInstance() {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(1));

        assertThat(parse(pool, "SELEC".getBytes(UTF_8))).isInstanceOf(ParseOutcome.Rejection.class);
        assertThat(parse(pool, SMALL)).isInstanceOf(ParseOutcome.Tree.class);
        assertThat(made).hasValue(1);
    }

    @Test
    void memoryStaysSmallOverManyParses() {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(1));
        byte[] good = "SELECT a, b FROM t WHERE c = 'x' ORDER BY 1".getBytes(UTF_8);
        byte[] bad = "SELECT a, b FROM t WHERE c = 'x' ORDER".getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            parse(pool, i % 2 == 0 ? good : bad);
        }

        assertThat(pool.<Integer>run(SMALL, (instance, _) -> instance.touchedPages()))
                .isLessThan(64);
        assertThat(made).hasValue(1);
    }

    @Test
    void anInstanceThatHasGrownLargeIsNotKept() {
        ParserPool pool = pool(ParserLimits.DEFAULT.withInstances(1));
        byte[] large = ("SELECT 1" + ",1".repeat(200_000)).getBytes(UTF_8);

        assertThat(parse(pool, large)).isInstanceOf(ParseOutcome.Tree.class);
        parse(pool, SMALL);

        assertThat(made).hasValue(2);
    }

    @Test
    void afterClosingNothingRuns() throws InterruptedException {
        ParserPool pool = pool(ParserLimits.DEFAULT);
        parse(pool, LONG);

        pool.close();

        assertThatThrownBy(() -> parse(pool, SMALL)).isInstanceOf(IllegalStateException.class);
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        }
    }
}
