package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policies that are in force, and who the local user is under them: what a settings file says
 * of both holds together or not at all. Thread-safe.
 */
final class PoliciesInForce {

    /** No ask outlives so many exchanges. */
    private static final int MOST_SUPERSEDED = 100;

    /**
     * @param superseded what the local user was before, the last first
     */
    private record InForce(Policy policy, Caller local, List<Caller> superseded) {}

    private volatile InForce current;

    PoliciesInForce(Policy policy, Caller local) {
        this.current = new InForce(policy, local, List.of());
    }

    /** Puts others in force, for every ask that is not admitted yet. */
    synchronized void exchange(Policy policy, Caller local) {
        InForce before = current;
        List<Caller> superseded =
                Stream.concat(Stream.of(before.local()), before.superseded().stream())
                        .filter(caller -> !caller.equals(local))
                        .distinct()
                        .limit(MOST_SUPERSEDED)
                        .toList();
        current = new InForce(policy, local, superseded);
    }

    /** The person who started the program, with the roles that go with the policies in force. */
    Caller local() {
        return current.local();
    }

    /** The policy in force, whoever asks. */
    Policy policy() {
        return current.policy();
    }

    /**
     * The policy in force for a caller. The same name can stand for another role in another file,
     * so nobody keeps the roles of the one under the policies of the other.
     *
     * @throws Refused when the local user has become another since this ask began
     */
    Policy policy(Caller caller) {
        InForce now = current;
        if (now.superseded().contains(caller)) {
            throw new Refused(
                    Code.BUSY, "the policies were exchanged while this was asked", "Ask again.");
        }
        return now.policy();
    }
}
