package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.postgres.parser.GrammarVersion;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpora, as far as a tree can show; with a database behind it they run in the app's tests.
 */
@ParameterizedClass
@EnumSource(GrammarVersion.class)
class CorpusTest {

    @Parameter private GrammarVersion version = GuardFixture.NEWEST;

    @ParameterizedTest
    @MethodSource("benign")
    void acceptsWhatIsHarmless(Corpus statement) {
        assertThat(GuardFixture.guarded(version, statement.sql())).isNotBlank();
    }

    static Stream<Corpus> benign() {
        return Corpus.of("benign");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesAttacks(Corpus attack) {
        assertThat(GuardFixture.refusal(version, attack.sql()).code())
                .isNotEqualTo(Code.PROOF_FAILED);
    }

    static Stream<Corpus> attacks() {
        return Corpus.of("attack")
                .filter(attack -> attack.number() != 8 && attack.expect().equals("REFUSE"));
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void leavesWhatIsOnlyExpensiveToTheLimits(Corpus statement) {
        assertThat(GuardFixture.guarded(version, statement.sql())).isNotBlank();
    }

    static Stream<Corpus> bounded() {
        return Corpus.of("attack").filter(attack -> attack.expect().equals("ACCEPT_BOUNDED"));
    }
}
