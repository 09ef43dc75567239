package dev.gatehouse.core.policy;

import static dev.gatehouse.core.policy.Ledger.column;
import static dev.gatehouse.core.policy.Ledger.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules are bound to what a database is at the moment, once for each state of it. */
class SnapshotTest {

    private static final Catalog SMALL = new Ledger().table("orders", column("id")).catalog();
    private static final Catalog GROWN =
            new Ledger().table("orders", column("id")).table("people", column("id")).catalog();

    @Test
    void aNewSnapshotIsLookedAtAnew() {
        RulePolicy policy = Ledger.policy(rules());
        assertThat(Ledger.seen(policy, SMALL)).containsExactly("books.orders");
        assertThat(Ledger.seen(policy, GROWN)).containsExactly("books.orders", "books.people");
        assertThat(Ledger.seen(policy, SMALL)).containsExactly("books.orders");
    }

    @Test
    void theSameSnapshotIsNotBoundTwice() {
        AtomicInteger readers = new AtomicInteger();
        RulePolicy policy =
                new RulePolicy(
                        Map.of(),
                        List.of(new Role(Ledger.ROLE, Set.of(), rules())),
                        Optional.empty(),
                        _ -> {
                            readers.incrementAndGet();
                            return new PlainReader();
                        },
                        _ -> new TypingEngine());
        assertThat(Ledger.seen(policy, SMALL)).isEqualTo(Ledger.seen(policy, SMALL));
        assertThat(readers).hasValue(1);
    }

    @Test
    void whatIsNotInTheSnapshotIsDenied() {
        RulePolicy policy = Ledger.policy(rules());
        Analysis people = new Reads(GROWN.relation("people").orElseThrow());
        assertThat(code(policy, people)).isEqualTo(Code.RELATION_UNAVAILABLE);
        assertThat(Ledger.seen(policy, SMALL)).hasSize(1);
        assertThat(code(policy, people)).isEqualTo(Code.RELATION_UNAVAILABLE);
        assertThat(Ledger.seen(policy, GROWN)).hasSize(2);
        assertThat(policy.decide(Ledger.CALLER, Ledger.DATABASE, people))
                .isInstanceOf(Decision.Permit.class);
    }

    @Test
    void aVerdictNamesWhatIsRead() {
        Analysis orders = new Reads(GROWN.relation("orders").orElseThrow());
        assertThat(Verdict.names(orders)).containsExactly("books.orders");
    }

    private static Code code(RulePolicy policy, Analysis analysis) {
        Decision decision = policy.decide(Ledger.CALLER, Ledger.DATABASE, analysis);
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        return ((Decision.Deny) decision).refusal().code();
    }

    @Test
    void theRulesOfARoleAreNoProblemOfADatabaseThatIsNotItsOwn() {
        Rules wrong = rules(Ledger.filtering("nowhere", "f"));
        RulePolicy policy = Ledger.policy(Map.of(), new Role(Ledger.ROLE, Set.of("other"), wrong));
        assertThat(policy.problems(Ledger.DATABASE, SMALL)).isEmpty();
        assertThat(policy.problems("other", SMALL)).hasSize(1);
    }

    private record Reads(Relation relation) implements Analysis {

        @Override
        public StatementKind kind() {
            return StatementKind.READ;
        }

        @Override
        public List<RelationUse> relations() {
            return List.of(new RelationUse(relation, Place.UNKNOWN));
        }

        @Override
        public NavigableMap<RelationName, NavigableSet<String>> columns() {
            return new TreeMap<>();
        }

        @Override
        public Set<String> functions() {
            return Set.of();
        }

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public SafeSql guard(Obligations obligations, Purpose purpose) {
            throw new AssertionError("nothing is guarded here");
        }
    }
}
