package dev.gatehouse.postgres.guard;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the guard makes of a statement, or says of it, word for word, on the newest server; and, in
 * {@code older.txt}, which of these statements have another outcome on an older one. {@code ./mvnw
 * verify -Dgatehouse.update=true} writes the files anew; then read the difference before you commit
 * it.
 */
class GoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String ARROW = "\n=>\n";

    @ParameterizedTest
    @ValueSource(strings = {"rewritten.txt", "refused.txt"})
    void writesWhatItWrote(String name) throws IOException {
        requireGolden(name, outcomes(name, GuardFixture::guarded));
    }

    @Test
    void putsTheExpressionsOfPoliciesAsItPutThem() throws IOException {
        String name = "expressions.txt";
        requireGolden(name, outcomes(name, GuardFixture::probed));
    }

    @Test
    void callsAndCastsByFunctionsOfUsersAsItDid() throws IOException {
        String name = "functions.txt";
        requireGolden(name, outcomes(name, GuardFixture::guardedWithCode));
    }

    private static String outcomes(String name, UnaryOperator<String> guard) throws IOException {
        return statements(name)
                .map(each -> each + ARROW + outcome(() -> guard.apply(each)))
                .collect(joining("\n\n", "", "\n"));
    }

    @Test
    void writesTheSameOnOlderServersButForWhatIsWrittenDown() throws IOException {
        List<String> statements =
                Stream.concat(statements("rewritten.txt"), statements("refused.txt")).toList();
        requireGolden(
                "older.txt",
                statements.stream()
                        .flatMap(GoldenTest::differences)
                        .collect(joining("\n\n", "", "\n")));
    }

    private static void requireGolden(String name, String now) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("gatehouse.update")) {
            Files.writeString(file, now);
        } else {
            assertThat(now).isEqualTo(Files.readString(file));
        }
    }

    private static Stream<String> statements(String name) throws IOException {
        return Arrays.stream(Files.readString(FOLDER.resolve(name)).strip().split("\n\n"))
                .map(GoldenTest::statement);
    }

    private static String statement(String block) {
        int arrow = block.indexOf(ARROW);
        return arrow < 0 ? block : block.substring(0, arrow);
    }

    /** The outcomes that are not the newest server's, each with the versions that have it. */
    private static Stream<String> differences(String statement) {
        String newest = outcome(() -> GuardFixture.guarded(statement));
        Map<String, String> versions = new LinkedHashMap<>();
        for (GrammarVersion version : GrammarVersion.values()) {
            String outcome = outcome(() -> GuardFixture.guarded(version, statement));
            if (!outcome.equals(newest)) {
                versions.merge(outcome, " " + version.major(), String::concat);
            }
        }
        return versions.entrySet().stream()
                .map(each -> statement + "\n=>" + each.getValue() + "\n" + each.getKey());
    }

    private static String outcome(Supplier<String> guarded) {
        try {
            return guarded.get();
        } catch (Refused refused) {
            Refusal refusal = refused.refusal();
            return (refusal.code() + " " + refusal.place()).strip()
                    + ("\n" + refusal.message())
                    + ("\n" + refusal.help());
        }
    }
}
