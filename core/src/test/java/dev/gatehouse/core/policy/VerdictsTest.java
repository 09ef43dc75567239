package dev.gatehouse.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept is found again, for the very same question only, and not without bound. */
class VerdictsTest {

    private static final Caller CALLER =
            new Caller("local:ann", List.of("analyst"), Map.of(), Confines.ALL);
    private static final Catalog SIGHT = catalog();
    private static final Purpose FETCH = new Purpose.Fetch(10);

    private final Verdicts verdicts = new Verdicts(10_000);

    private static Catalog catalog() {
        return new Catalog(18, List.of(), Map.of(), List.of(), Set.of(), Set.of());
    }

    private static Verdicts.Question question(String sql) {
        return new Verdicts.Question(CALLER, "shop", SIGHT.edition(), sql, FETCH);
    }

    private static Verdict verdict(String sql) {
        SafeSql safe = SafeSql.proven(sql, StatementKind.READ, _ -> Place.UNKNOWN, _ -> false);
        return new Verdict("f", List.of(), List.of(), Limits.NONE, true, safe, Optional.empty());
    }

    private Verdict kept(String sql) {
        return verdicts.keep(question(sql), verdict(sql));
    }

    @Test
    void findsWhatItKeeps() {
        Verdict kept = kept("SELECT 1");
        assertThat(verdicts.find(question("SELECT 1"))).containsSame(kept);
        assertThat(verdicts.find(question("select 1"))).isEmpty();
    }

    @Test
    void tellsQuestionsApartByAllThatTheyHoldAndNotByWhatALookAlikeHolds() {
        kept("SELECT 1");
        Catalog.Edition other = catalog().edition();
        assertThat(verdicts.find(new Verdicts.Question(CALLER, "shop", other, "SELECT 1", FETCH)))
                .isEmpty();
        assertThat(
                        verdicts.find(
                                new Verdicts.Question(
                                        CALLER, "hr", SIGHT.edition(), "SELECT 1", FETCH)))
                .isEmpty();
        assertThat(
                        verdicts.find(
                                new Verdicts.Question(
                                        CALLER,
                                        "shop",
                                        SIGHT.edition(),
                                        "SELECT 1",
                                        new Purpose.Plan(10, false))))
                .isEmpty();
    }

    @Test
    void forgetsWhatWasNotAskedForLatelyAndKeepsWhatWas() {
        kept("SELECT 'always'");
        kept("SELECT 'once'");
        for (int count = 0; count < 100; count++) {
            kept("SELECT " + count);
            assertThat(verdicts.find(question("SELECT 'always'"))).isPresent();
        }
        assertThat(verdicts.find(question("SELECT 'once'"))).isEmpty();
        assertThat(verdicts.find(question("SELECT 99"))).isPresent();
        long left =
                IntStream.range(0, 100)
                        .filter(count -> verdicts.find(question("SELECT " + count)).isPresent())
                        .count();
        assertThat(left).isLessThan(45);
    }

    @Test
    void keepsNothingThatWouldPushOutAllElse() {
        String huge = "SELECT '" + "x".repeat(10_000) + "'";
        kept("SELECT 1");
        kept(huge);
        assertThat(verdicts.find(question(huge))).isEmpty();
        assertThat(verdicts.find(question("SELECT 1"))).isPresent();
    }
}
