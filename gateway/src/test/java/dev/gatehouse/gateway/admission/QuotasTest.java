package dev.gatehouse.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.gateway.state.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller ANN = new Caller("local:ann", List.of(), Map.of(), Confines.ALL);
    private static final Caller BOB = new Caller("local:bob", List.of(), Map.of(), Confines.ALL);
    private static final Pace THREE_A_MINUTE = new Pace(Integer.MAX_VALUE, 3, Integer.MAX_VALUE);

    @TempDir private Path folder;
    private Instant now = START;

    private static void requireRefused(
            Quotas quotas, Caller caller, String database, Pace pace, String help) {
        assertThatThrownBy(() -> quotas.take(caller, database, pace))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(Code.QUOTA_EXCEEDED);
                            assertThat(refused.refusal().help()).contains(help);
                        });
    }

    private Quotas forgetful() {
        return Quotas.forgetful(() -> now);
    }

    @Test
    void whoeverHasAskedTooMuchIsToldHowLongToWaitAndThenAnswered() {
        try (Quotas quotas = forgetful()) {
            for (int i = 0; i < 3; i++) {
                quotas.take(ANN, "shop", THREE_A_MINUTE);
            }
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 20 s");
            now = START.plusSeconds(19);
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 1 s");
            now = START.plusSeconds(20);
            quotas.take(ANN, "shop", THREE_A_MINUTE);
            requireRefused(quotas, ANN, "shop", THREE_A_MINUTE, "again in 20 s");
        }
    }

    @Test
    void eachCallerAndEachDatabaseIsCountedByItself() {
        try (Quotas quotas = forgetful()) {
            for (int i = 0; i < 3; i++) {
                quotas.take(ANN, "shop", THREE_A_MINUTE);
                quotas.take(ANN, "crm", THREE_A_MINUTE);
                quotas.take(BOB, "shop", THREE_A_MINUTE);
            }
            requireRefused(quotas, ANN, "crm", THREE_A_MINUTE, "20 s");
            requireRefused(quotas, BOB, "shop", THREE_A_MINUTE, "20 s");
        }
    }

    @Test
    void withoutALimitNothingIsCounted() {
        try (Quotas quotas = forgetful()) {
            for (int i = 0; i < 10_000; i++) {
                quotas.take(ANN, "shop", Pace.NONE);
            }
            quotas.take(ANN, "shop", THREE_A_MINUTE);
        }
    }

    @Test
    void anHourOutlivesTheProgram() {
        Pace ten = Pace.ofHour(10);
        try (State state = State.inFile(folder.resolve("state.db"))) {
            HourCounts store = new HourCounts(state::data);
            try (Quotas quotas = new Quotas(() -> now, Optional.of(store))) {
                for (int i = 0; i < 10; i++) {
                    quotas.take(ANN, "shop", ten);
                }
            }
            now = START.plus(Duration.ofMinutes(6));
            try (Quotas quotas = new Quotas(() -> now, Optional.of(store))) {
                quotas.take(ANN, "shop", ten);
                requireRefused(quotas, ANN, "shop", ten, "360 s");
                quotas.take(BOB, "shop", ten);
            }
        }
    }

    @Test
    void aStoreThatIsAwayKeepsNobodyFromAskingAndCountingGoesOn() {
        HourCounts away =
                new HourCounts(
                        () -> {
                            throw new SQLException("away", "08001");
                        });
        try (Quotas quotas = new Quotas(() -> now, Optional.of(away))) {
            Pace two = Pace.ofHour(2);
            quotas.take(ANN, "shop", two);
            quotas.take(ANN, "shop", two);
            requireRefused(quotas, ANN, "shop", two, "1800 s");
        }
    }
}
