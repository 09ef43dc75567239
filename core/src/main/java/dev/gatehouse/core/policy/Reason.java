package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.sql.PolicyExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why a decision is as it is: what one rule said. */
public sealed interface Reason {

    /** The reason as a sentence, for the audit trail and the simulator. Holds no row values. */
    String words();

    /** Something that is the same for every table. */
    record General(String words) implements Reason {}

    /**
     * A role shows a table.
     *
     * @param grant on what terms
     */
    record Shown(String role, Grant grant) implements Reason {

        @Override
        public String words() {
            StringBuilder words = new StringBuilder(subject(role, grant)).append(" is shown");
            if (!grant.hidden().isEmpty()) {
                words.append(", without ").append(String.join(", ", grant.hidden()));
            }
            Map<String, String> masks = new TreeMap<>(grant.masks());
            masks.forEach(
                    (column, mask) ->
                            words.append(", ").append(column).append(" as ").append(mask));
            grant.filter().map(PolicyExpression::text).ifPresent(it -> words.append(where(it)));
            return words.toString();
        }

        private static String where(String filter) {
            return ", where " + filter.strip().replaceAll("\\s+", " ");
        }
    }

    /** A role would show a table, but its rule needs something of the caller that is not known. */
    record Unmet(String role, Grant grant, Set<String> missing) implements Reason {

        public Unmet {
            missing = Set.copyOf(missing);
        }

        @Override
        public String words() {
            return subject(role, grant) + " is not shown, because its rule needs " + needs(missing);
        }
    }

    /** Attributes as a rule writes them. */
    static String needs(Set<String> attributes) {
        List<String> sorted =
                new TreeSet<>(attributes).stream().map(it -> ":caller." + it).toList();
        return String.join(", ", sorted);
    }

    private static String subject(String role, Grant grant) {
        RelationName relation = grant.relation();
        Optional<String> source = grant.rule().map(TableRule::source).filter(it -> !it.isEmpty());
        return (role.isEmpty() ? "" : "role " + role + ", ")
                + ("policy " + grant.policy())
                + source.map(it -> " (" + it + ")").orElse("")
                + (": " + relation);
    }
}
