package dev.gatehouse.postgres.parser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import dev.gatehouse.postgres.parser.wasm.ParseOutcome;
import dev.gatehouse.postgres.parser.wasm.WasmGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The splitter and Chicory's compiler are compilers, and are tested as such: what they have made
 * must give the same bytes as Chicory's interpreter, and as Node.js, whose engine shares no code
 * with either.
 */
@ParameterizedClass
@EnumSource(GrammarVersion.class)
class ExecutionEqualityTest {
    private static final int PAGES = ParserLimits.DEFAULT.maxMemoryPages();
    private static final long STACK_BYTES = 64L << 20;

    /** The interpreter is slow; of the older versions it reads one text in so many. */
    private static final int SAMPLE = 25;

    private static final List<byte[]> TEXTS = Corpus.everything();
    private static final Map<GrammarVersion, List<String>> ANSWERS =
            new EnumMap<>(GrammarVersion.class);

    private final GrammarVersion version;
    private final List<String> compiled;

    ExecutionEqualityTest(GrammarVersion version) {
        this.version = version;
        this.compiled =
                ANSWERS.computeIfAbsent(
                        version, _ -> answers(compiledGrammar().instance(PAGES), TEXTS));
    }

    private WasmGrammar compiledGrammar() {
        return WasmGrammar.compiled(version.javaPackage());
    }

    @Test
    void theCorpusHasTreesAndErrors() {
        assertThat(TEXTS).hasSizeGreaterThan(1_000);
        assertThat(compiled.stream().filter(answer -> answer.contains("@")).count())
                .isBetween(300L, (long) TEXTS.size() / 2);
    }

    @Test
    void compiledCodeEqualsTheInterpreter() throws Exception {
        WasmGrammar grammar = WasmGrammar.interpreted(version.javaPackage());
        int step = version == GrammarVersion.POSTGRESQL_18 ? 1 : SAMPLE;
        List<byte[]> read = every(step, TEXTS);
        int half = read.size() / 2;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(
                        2, job -> new Thread(null, job, "interpreter", STACK_BYTES))) {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (List<byte[]> part :
                    List.of(read.subList(0, half), read.subList(half, read.size()))) {
                parts.add(threads.submit(() -> answers(grammar.instance(PAGES), part)));
            }
            List<String> interpreted = new ArrayList<>(parts.getFirst().get());
            interpreted.addAll(parts.getLast().get());
            assertSame(read, interpreted, every(step, compiled));
        }
    }

    private static <T> List<T> every(int step, List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .<T>mapToObj(all::get)
                .toList();
    }

    @Test
    void compiledCodeEqualsNode(@TempDir Path scratch) throws Exception {
        assertSame(TEXTS, node(scratch), compiled);
    }

    @Test
    void aFreshInstanceAnswersAsAUsedOne() {
        WasmGrammar grammar = compiledGrammar();
        for (int i = 0; i < TEXTS.size(); i += 50) {
            assertThat(answer(grammar.instance(PAGES), TEXTS.get(i))).isEqualTo(compiled.get(i));
        }
    }

    private static void assertSame(List<byte[]> texts, List<String> others, List<String> compiled) {
        assertThat(others).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(others.get(i))
                    .as(new String(texts.get(i), UTF_8))
                    .isEqualTo(compiled.get(i));
        }
    }

    private static List<String> answers(GrammarInstance instance, List<byte[]> texts) {
        return texts.stream().map(text -> answer(instance, text)).toList();
    }

    /** The bytes of the tree in Base64, or those of the error's message and its cursor. */
    private static String answer(GrammarInstance instance, byte[] text) {
        return switch (instance.parse(text)) {
            case ParseOutcome.Tree tree -> base64(tree.json());
            case ParseOutcome.Rejection rejection ->
                    base64(rejection.message().getBytes(UTF_8)) + "@" + rejection.cursor();
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private List<String> node(Path scratch) throws IOException, InterruptedException {
        Path script = Files.write(scratch.resolve("parse.cjs"), Corpus.bytes("parse.cjs"));
        Path in =
                Files.write(
                        scratch.resolve("in"),
                        TEXTS.stream().map(ExecutionEqualityTest::base64).toList(),
                        US_ASCII);
        Path out = scratch.resolve("out");
        Path glue =
                Path.of(System.getProperty("grammar.package." + version.major()), "libpg-query.js");
        Process node =
                new ProcessBuilder("node", script.toString(), glue.toString())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(node.waitFor()).isZero();
        return Files.readAllLines(out, US_ASCII);
    }
}
