package dev.gatehouse.postgres.parser;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The parsers of all major versions. Each is loaded when it is first used and kept from then on.
 * Together they never parse more texts at once than {@link ParserLimits#instances}; each keeps at
 * most that many instances that rest, of at most 32 MiB. Thread-safe.
 */
public final class PostgresParsers implements AutoCloseable {
    /**
     * Only the module of this version brings the scanner, so it scans for all. From 15 to 18 the
     * rules of PostgreSQL's {@code scan.l} differ in numbers, in parameters, and in whether a
     * vertical tab is white space; not in where comments, strings and quoted names begin and end.
     */
    private static final GrammarVersion SCANNER = GrammarVersion.POSTGRESQL_18;

    private final ParserLimits limits;
    private final Execution execution;
    private final Semaphore places;
    private final Map<GrammarVersion, ParserPool> pools = new EnumMap<>(GrammarVersion.class);
    private boolean closed;

    private PostgresParsers(ParserLimits limits, Execution execution) {
        this.limits = limits;
        this.execution = execution;
        this.places = new Semaphore(limits.instances(), true);
    }

    /** Loads nothing yet. */
    public static PostgresParsers open(ParserLimits limits) {
        return open(limits, Execution.configured());
    }

    /** Parsers that run in the given way, whatever the system property says. */
    public static PostgresParsers open(ParserLimits limits, Execution execution) {
        return new PostgresParsers(limits, execution);
    }

    /** The parser of one version; it is loaded when it is first used. */
    public PostgresParser of(GrammarVersion version) {
        return new PostgresParser(pool(version), pool(SCANNER), limits);
    }

    private synchronized ParserPool pool(GrammarVersion version) {
        return pools.computeIfAbsent(version, this::makePool);
    }

    private ParserPool makePool(GrammarVersion version) {
        ParserPool pool =
                new ParserPool(
                        "postgres-parser-" + version.major(),
                        limits,
                        places,
                        new LateGrammar(version, execution, limits)::instance);
        if (closed) {
            pool.close();
        }
        return pool;
    }

    @Override
    public synchronized void close() {
        closed = true;
        pools.values().forEach(ParserPool::close);
    }
}
