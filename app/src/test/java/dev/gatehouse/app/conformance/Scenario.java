package dev.gatehouse.app.conformance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the conformance suite found out in one scenario.
 *
 * @param revision the one that was spoken
 * @param name the suite's name for it
 * @param required whether the revision requires it
 * @param checks empty when the scenario itself broke down
 */
record Scenario(String revision, String name, boolean required, List<Check> checks) {

    Scenario {
        checks = List.copyOf(checks);
    }

    /**
     * One finding.
     *
     * @param status {@code SUCCESS}, {@code FAILURE}, {@code WARNING}, {@code SKIPPED} or {@code
     *     INFO}
     * @param message why, when it is no success
     */
    record Check(String id, String status, String message) {

        boolean is(String wanted) {
            return status.equals(wanted);
        }

        @Override
        public String toString() {
            return status + " " + id + (message.isEmpty() ? "" : ": " + message);
        }
    }

    /** What must not be: failures, and a scenario that succeeded in nothing. */
    List<String> mistakes() {
        List<String> failures =
                checks.stream().filter(check -> check.is("FAILURE")).map(Check::toString).toList();
        boolean nothing = checks.stream().noneMatch(check -> check.is("SUCCESS"));
        return failures.isEmpty() && nothing ? List.of("no check succeeded: " + checks) : failures;
    }

    /** One line, and one for each check that is no success. */
    String report() {
        String outcome = mistakes().isEmpty() ? "passed " : "FAILED ";
        return Stream.concat(
                        Stream.of(outcome + name + (required ? "" : " (not required)")),
                        checks.stream()
                                .filter(check -> !check.is("SUCCESS"))
                                .map(check -> "    " + check))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return revision + " " + name;
    }
}
