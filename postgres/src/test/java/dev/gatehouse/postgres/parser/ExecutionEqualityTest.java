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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The splitter and Chicory's compiler are compilers, and are tested as such: what they have made
 * must give the same bytes as Chicory's interpreter, and as Node.js, whose engine shares no code
 * with either.
 */
class ExecutionEqualityTest {
    private static final int PAGES = ParserLimits.DEFAULT.maxMemoryPages();
    private static final long STACK_BYTES = 64L << 20;
    private static final String PACKAGE = GrammarVersion.POSTGRESQL_18.javaPackage();

    private static List<byte[]> texts = List.of();
    private static List<String> compiled = List.of();

    @BeforeAll
    static void parseCompiled() throws Exception {
        texts = Corpus.everything();
        compiled = answers(WasmGrammar.compiled(PACKAGE).instance(PAGES), texts);
    }

    @Test
    void theCorpusHasTreesAndErrors() {
        assertThat(texts).hasSizeGreaterThan(1_000);
        assertThat(compiled.stream().filter(answer -> answer.contains("@")).count())
                .isBetween(300L, (long) texts.size() / 2);
    }

    @Test
    void compiledCodeEqualsTheInterpreter() throws Exception {
        WasmGrammar grammar = WasmGrammar.interpreted(PACKAGE);
        int half = texts.size() / 2;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(
                        2, job -> new Thread(null, job, "interpreter", STACK_BYTES))) {
            List<Future<List<String>>> parts = new ArrayList<>();
            for (List<byte[]> part :
                    List.of(texts.subList(0, half), texts.subList(half, texts.size()))) {
                parts.add(threads.submit(() -> answers(grammar.instance(PAGES), part)));
            }
            List<String> interpreted = new ArrayList<>(parts.getFirst().get());
            interpreted.addAll(parts.getLast().get());
            assertSame(interpreted);
        }
    }

    @Test
    void compiledCodeEqualsNode(@TempDir Path scratch) throws Exception {
        assertSame(node(scratch));
    }

    @Test
    void aFreshInstanceAnswersAsAUsedOne() {
        WasmGrammar grammar = WasmGrammar.compiled(PACKAGE);
        for (int i = 0; i < texts.size(); i += 50) {
            assertThat(answer(grammar.instance(PAGES), texts.get(i))).isEqualTo(compiled.get(i));
        }
    }

    private static void assertSame(List<String> others) {
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

    private static List<String> node(Path scratch) throws IOException, InterruptedException {
        Path script = Files.write(scratch.resolve("parse.cjs"), Corpus.bytes("parse.cjs"));
        Path in =
                Files.write(
                        scratch.resolve("in"),
                        texts.stream().map(ExecutionEqualityTest::base64).toList(),
                        US_ASCII);
        Path out = scratch.resolve("out");
        Path glue = Path.of(System.getProperty("grammar.package"), "libpg-query.js");
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
