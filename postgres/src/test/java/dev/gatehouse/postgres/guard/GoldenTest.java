package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the guard makes of a statement, or says of it, word for word. {@code ./mvnw verify
 * -Dgatehouse.update=true} writes the files anew; then read the difference before you commit it.
 */
class GoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String ARROW = "\n=>\n";

    @ParameterizedTest
    @ValueSource(strings = {"rewritten.txt", "refused.txt", "expressions.txt"})
    void writesWhatItWrote(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String golden = Files.readString(file);
        String now =
                Arrays.stream(golden.strip().split("\n\n"))
                        .map(block -> block(block, name.equals("expressions.txt")))
                        .collect(Collectors.joining("\n\n", "", "\n"));
        if (Boolean.getBoolean("gatehouse.update")) {
            Files.writeString(file, now);
        } else {
            assertThat(now).isEqualTo(golden);
        }
    }

    private static String block(String block, boolean isExpression) {
        int arrow = block.indexOf(ARROW);
        String statement = arrow < 0 ? block : block.substring(0, arrow);
        return statement + ARROW + outcome(statement, isExpression);
    }

    private static String outcome(String statement, boolean isExpression) {
        try {
            return isExpression ? GuardFixture.probed(statement) : GuardFixture.guarded(statement);
        } catch (Refused refused) {
            Refusal refusal = refused.refusal();
            return (refusal.code() + " " + refusal.place()).strip()
                    + ("\n" + refusal.message())
                    + ("\n" + refusal.help());
        }
    }
}
