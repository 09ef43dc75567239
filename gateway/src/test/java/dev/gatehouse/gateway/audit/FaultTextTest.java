package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.audit.AuditFailure;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FaultTextTest {

    @Test
    void showsKindsPlacesAndOurOwnWords() {
        var fault = new AuditFailure("not written", new IOException("No space left\non device"));
        assertThat(FaultText.of(fault))
                .startsWith("dev.gatehouse.core.audit.AuditFailure: not written\n    at ")
                .contains("at dev.gatehouse.gateway.audit.FaultTextTest.showsKinds")
                .contains("\ncaused by java.io.IOException: No space left on device\n");
    }

    @Test
    void withholdsTheWordsOfOthers() {
        var fault =
                new IllegalStateException(
                        "For input string: \"hunter2\"",
                        new SQLException("Key (email)=(a@b.c) exists on db.internal"));
        assertThat(FaultText.of(fault))
                .contains("java.lang.IllegalStateException: (message withheld)")
                .contains("caused by java.sql.SQLException: (message withheld)")
                .doesNotContain("hunter2", "a@b.c", "db.internal");
    }

    @Test
    void isBoundedForDeepAndCircularFaults() {
        assertThat(FaultText.of(deep(500)).lines()).hasSize(101);
        var outer = new IllegalStateException("outer");
        outer.initCause(new IllegalStateException("inner", outer));
        assertThat(FaultText.of(outer).lines()).hasSizeLessThan(8 * 102);
    }

    private static Throwable deep(int depth) {
        return depth == 0 ? new IllegalStateException("deep") : deep(depth - 1);
    }

    @Test
    void aReportGivesTheNumberOfTheFault() {
        assertThat(new FaultReports(() -> "7f3a").report(new IllegalStateException()))
                .isEqualTo("7f3a");
    }
}
