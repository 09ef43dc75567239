package dev.gatehouse.bench;

import dev.gatehouse.core.Governor;
import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.admission.Admissions;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.policy.RulePolicy;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.guard.PostgresDialect;
import dev.gatehouse.postgres.parser.ParserLimits;
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The whole journey of a query under a policy, with a database that takes no time and a trail that
 * is kept nowhere: what Gatehouse's own work costs. Of each table, the last column is hashed and
 * decides which rows there are, and the second is shown in part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JourneyBenchmark {

    private static final String NAME = "bench";
    private static final Origin ORIGIN = new Origin("bench", "query", "", "");
    private static final Caller CALLER =
            new Caller(
                    "local:ann",
                    List.of("reader"),
                    Map.of("tenant", new Attribute.Text("1")),
                    Confines.ALL);

    @Param public Statement statement = Statement.ONE_TABLE;

    private final PostgresParsers parsers = PostgresParsers.open(ParserLimits.DEFAULT);
    private final PostgresDialect dialect = new PostgresDialect(parsers);
    private final Catalog whole = SalesCatalog.visible();
    private final RulePolicy policy = policy();
    private final Governor governor =
            new Governor(
                    new Door(policy.visible(CALLER, NAME, whole)),
                    _ -> {},
                    fault -> {
                        throw new IllegalStateException(fault);
                    },
                    InstantSource.system());

    private byte[] bytes = {};
    private int number;

    @Setup
    public void encode() {
        bytes = statement.text().getBytes(StandardCharsets.UTF_8);
    }

    /** A text that was judged before, in a string that is new, as from a client. */
    @Benchmark
    public Answer cached() {
        return answer(new String(bytes, StandardCharsets.UTF_8));
    }

    /** A text that is new each time, by a number in it. */
    @Benchmark
    public Answer uncached() {
        return answer(statement.with(number++));
    }

    private Answer answer(String sql) {
        Ask ask = new Ask.Query(ORIGIN, NAME, sql, Integer.MAX_VALUE);
        Answer answer = governor.answer(CALLER, ask, new Cancellation());
        if (answer instanceof Answer.Table) {
            return answer;
        }
        throw new IllegalStateException("refused: " + answer);
    }

    private RulePolicy policy() {
        List<TableRule> rules = whole.relations().stream().map(JourneyBenchmark::rule).toList();
        Rules reader = new Rules(NAME, Optional.empty(), List.of(), rules, List.of(), Limits.NONE);
        return new RulePolicy(
                Map.of(NAME, List.of("sales")),
                List.of(new Role("reader", Set.of(), reader)),
                Optional.empty(),
                _ -> dialect,
                _ -> new Instant());
    }

    private static TableRule rule(Relation relation) {
        List<Column> columns = relation.columns();
        Mask hash = new Mask.Hash(new HashKey(new byte[HashKey.FEWEST_BYTES]));
        return new TableRule(
                TablePattern.parse(relation.name().toString()),
                Optional.empty(),
                Set.of(),
                columns.size() < 3
                        ? Map.of(columns.getLast().name(), hash)
                        : Map.of(
                                columns.getLast().name(),
                                hash,
                                columns.get(1).name(),
                                new Mask.Partial(3, 0)),
                Optional.of(columns.getLast().name() + " = :caller.tenant"),
                "");
    }

    @TearDown
    public void close() {
        parsers.close();
    }

    /** Lets everybody in, to the one database. */
    private final class Door implements Admissions {

        private final Catalog visible;

        private Door(Catalog visible) {
            this.visible = visible;
        }

        @Override
        public Admission admit(Caller caller, Ask ask) {
            Database database = new Database(NAME, dialect, new Instant(), Limits.DEFAULT);
            return new Admission(database, visible, policy, Limits.DEFAULT, () -> {});
        }

        @Override
        public Optional<Catalog> known(Caller caller, String database) {
            return Optional.of(visible);
        }

        @Override
        public Set<String> tools(Caller caller, Set<String> all) {
            return all;
        }

        @Override
        public List<String> names(Caller caller) {
            return List.of(NAME);
        }
    }

    /** A database that finds every statement good, and no row for any. */
    private final class Instant implements Engine {

        @Override
        public Rows run(
                SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
            return new Nothing();
        }

        @Override
        public Catalog catalog(boolean fresh) {
            return whole;
        }

        @Override
        public Optional<Catalog> known() {
            return Optional.of(whole);
        }

        @Override
        public void close() {}
    }

    private record Nothing() implements Rows {

        @Override
        public List<ResultColumn> columns() {
            return List.of(new ResultColumn("column", "boolean"));
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public List<Value> row() {
            throw new NoSuchElementException("there is no row");
        }

        @Override
        public void close() {}
    }
}
