package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.policy.RulePart;
import dev.gatehouse.core.policy.RuleProblem;
import dev.gatehouse.core.policy.TablePattern;
import java.util.HashMap;
import java.util.Map;

/** Where the parts of policies are written. Grows while they are read, and then no more. */
final class RulePlaces {

    private final Map<Key, Spot> spots = new HashMap<>();

    private record Key(String policy, String source, TablePattern tables, RulePart part) {}

    /** Where the parts of one rule, or of the lists before the rules, are written. */
    final class OfRule {

        private final String policy;
        private final String source;

        private OfRule(String policy, String source) {
            this.policy = policy;
            this.source = source;
        }

        /** Keeps the first place where a part is written. */
        void put(TablePattern tables, RulePart part, Spot spot) {
            spots.putIfAbsent(new Key(policy, source, tables, part), spot);
        }
    }

    /**
     * @param source see {@link dev.gatehouse.core.policy.TableRule#source}; empty outside of rules
     */
    OfRule of(String policy, String source) {
        return new OfRule(policy, source);
    }

    /** Where what a problem is about is written; nowhere, if it is not. */
    Where where(RuleProblem problem) {
        Spot spot =
                spots.get(
                        new Key(
                                problem.policy(),
                                problem.source(),
                                problem.tables(),
                                problem.part()));
        return spot == null ? Where.NOWHERE : spot.where(problem.refusal().place());
    }
}
