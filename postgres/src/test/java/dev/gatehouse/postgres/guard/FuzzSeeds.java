package dev.gatehouse.postgres.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** What fuzzing begins with: the texts of the corpora, of the golden files and of its findings. */
public final class FuzzSeeds {

    private static final Path FINDINGS = Path.of("src/test/resources/fuzz");
    private static final int RECIPES = 300;
    private static final int LONGEST_RECIPE = 160;

    private FuzzSeeds() {}

    /**
     * Writes each to a file of its own, in a folder of its kind, which is how a fuzzer has them.
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0], "StatementFuzz"), bytes(statements()));
        write(Path.of(args[0], "ScanFuzz"), bytes(statements()));
        write(Path.of(args[0], "RuleFuzz"), bytes(rules()));
        write(Path.of(args[0], "SentenceFuzz"), recipes(RECIPES).toList());
    }

    private static void write(Path folder, List<byte[]> seeds) throws IOException {
        Files.createDirectories(folder);
        for (int at = 0; at < seeds.size(); at++) {
            Files.write(folder.resolve("seed-" + at), seeds.get(at));
        }
    }

    private static List<byte[]> bytes(Stream<String> texts) {
        return texts.map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Bytes to make statements of. */
    static Stream<byte[]> recipes(int most) {
        Random random = new Random(42);
        return Stream.generate(() -> recipe(random)).limit(most);
    }

    private static byte[] recipe(Random random) {
        byte[] recipe = new byte[1 + random.nextInt(LONGEST_RECIPE)];
        random.nextBytes(recipe);
        return recipe;
    }

    static Stream<String> statements() {
        return Stream.of(
                        Corpus.of("attack").map(Corpus::sql),
                        Corpus.of("benign").map(Corpus::sql),
                        lines("/corpora/statements.txt"),
                        golden("/golden/rewritten.txt"),
                        golden("/golden/refused.txt"),
                        findings("statements"))
                .flatMap(texts -> texts)
                .distinct();
    }

    static Stream<String> rules() {
        return Stream.of(
                        lines("/corpora/expressions.txt"),
                        golden("/golden/expressions.txt"),
                        findings("rules"))
                .flatMap(texts -> texts)
                .distinct();
    }

    /** What was found, each in a file that is named for it. */
    private static Stream<String> findings(String kind) {
        try (Stream<Path> files = Files.list(FINDINGS.resolve(kind))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(String resource) {
        return text(resource).lines().filter(line -> !line.isBlank());
    }

    /** What stands before the arrow of each case. */
    private static Stream<String> golden(String resource) {
        return Arrays.stream(text(resource).split("\n\n", -1))
                .filter(each -> each.contains("\n=>\n"))
                .map(each -> each.substring(0, each.indexOf("\n=>\n")));
    }

    private static String text(String resource) {
        try (InputStream in =
                Objects.requireNonNull(FuzzSeeds.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
