package dev.gatehouse.bench;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.ShownColumn;
import dev.gatehouse.postgres.guard.PostgresDialect;
import dev.gatehouse.postgres.parser.GrammarVersion;
import dev.gatehouse.postgres.parser.ParserLimits;
import dev.gatehouse.postgres.parser.PostgresParser;
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What reading a statement costs, step by step; each includes those before it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SqlBenchmark {

    @Param public Statement statement = Statement.ONE_TABLE;

    private final PostgresParsers parsers = PostgresParsers.open(ParserLimits.DEFAULT);
    private final PostgresParser parser = parsers.of(GrammarVersion.POSTGRESQL_18);
    private final PostgresDialect dialect = new PostgresDialect(parsers);
    private final Catalog catalog = SalesCatalog.visible();
    private final Obligations everything =
            new Obligations(catalog.relations().stream().map(Access::whole).toList());

    private final Obligations policy =
            new Obligations(
                    catalog.relations().stream().map(this::underPolicy).toList(),
                    Map.of("tenant", new Attribute.Text("1")));

    /** PostgreSQL's grammar alone, from text to the tree's JSON. */
    @Benchmark
    public byte[] parse() {
        return parser.parse(statement.text().getBytes(StandardCharsets.UTF_8));
    }

    /** With the walk that finds and judges everything. */
    @Benchmark
    public Analysis analyse() {
        return dialect.analyse(statement.text(), catalog);
    }

    /** With the rewriting, the second parse and the proof: all that stands before the database. */
    @Benchmark
    public SafeSql guard() {
        return dialect.analyse(statement.text(), catalog).guard(everything, new Purpose.Fetch(100));
    }

    /** The same under a policy: each table filtered, its last column hashed. */
    @Benchmark
    public SafeSql guardUnderPolicy() {
        return dialect.analyse(statement.text(), catalog).guard(policy, new Purpose.Fetch(100));
    }

    private Access underPolicy(Relation relation) {
        List<ShownColumn> columns = new ArrayList<>(Access.whole(relation).columns());
        ShownColumn last = columns.removeLast();
        Mask.BuiltIn hash = new Mask.Hash(new HashKey(new byte[HashKey.FEWEST_BYTES]));
        columns.add(new ShownColumn(last.name(), last.type(), new Display.Masked(hash)));
        String filter = last.name() + " = :caller.tenant";
        return new Access(
                relation.name(), columns, List.of(dialect.read(filter, relation, catalog)), false);
    }

    /** The analysis and its fingerprint, as the audit trail records it. */
    @Benchmark
    public String fingerprint() {
        return dialect.analyse(statement.text(), catalog).fingerprint();
    }

    @TearDown
    public void close() {
        parsers.close();
    }
}
