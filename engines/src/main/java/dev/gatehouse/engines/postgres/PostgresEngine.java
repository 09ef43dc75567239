package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.sql.SafeSql;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database, version 9.5 or later, that runs proven statements in sessions that can
 * only read: the second wall behind the guard. Nothing is connected before it is needed.
 */
public final class PostgresEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);

    private final PostgresSettings settings;
    private final Pool pool;
    private final Runner runner;
    private final CatalogCache catalog;

    private PostgresEngine(
            PostgresSettings settings, InstantSource clock, Runnable onCatalogChange) {
        Bounds bounds = settings.bounds();
        this.settings = settings;
        this.pool = new Pool(settings);
        this.catalog =
                new CatalogCache(this::readCatalog, bounds.catalogAge(), clock, onCatalogChange);
        this.runner = new Runner(pool, bounds, catalog::doubted, clock);
    }

    /** An engine for a database, which is not asked anything yet. */
    public static PostgresEngine open(PostgresSettings settings, InstantSource clock) {
        return open(settings, clock, () -> {});
    }

    /**
     * The same for somebody who wants to know when its catalog turns out to hold something else.
     *
     * @param onCatalogChange told after each reading that found other schemas, tables, columns,
     *     keys or the like than the one before; must not block
     */
    public static PostgresEngine open(
            PostgresSettings settings, InstantSource clock, Runnable onCatalogChange) {
        return new PostgresEngine(settings, clock, onCatalogChange);
    }

    /**
     * Connects and reads the catalog behind the scenes, so that the first ask finds both, and
     * reports what the role could do besides reading. A database that is away is reported, too.
     */
    public void warmUp() {
        Thread.ofVirtual()
                .name("warm-up")
                .start(
                        () -> {
                            try {
                                pool.borrow().close();
                                warnings().forEach(LOG::warn);
                                catalog(false);
                            } catch (Refused refused) {
                                if (!pool.isClosed()) {
                                    LOG.warn("{}", refused.refusal().message());
                                }
                            }
                        });
    }

    @Override
    public Rows run(SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return runner.run(sql, session, limits, cancellation);
    }

    @Override
    public Rows open(
            SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return runner.open(sql, session, limits, cancellation);
    }

    @Override
    public Optional<Rows> readOn(
            OpenResult open,
            SafeSql sql,
            SessionContext session,
            Limits limits,
            Cancellation cancellation) {
        return runner.readOn(open, sql, session, limits, cancellation);
    }

    @Override
    public Catalog catalog(boolean fresh) {
        return catalog.get(fresh);
    }

    @Override
    public Optional<Catalog> known() {
        return catalog.known();
    }

    @Override
    public void doubt() {
        catalog.doubted();
    }

    /**
     * What is dropped while it is described is an internal error to the database: once more, then.
     */
    private CatalogReading readCatalog(Optional<CatalogReading> last) {
        try {
            return asked(session -> read(session, last));
        } catch (Refused refused) {
            if (refused.refusal().code() != Code.DATABASE_ERROR) {
                throw refused;
            }
            return asked(session -> read(session, last));
        }
    }

    private static CatalogReading read(Session session, Optional<CatalogReading> last)
            throws SQLException {
        String digest =
                session.searchPath() + session.one(CatalogDigest.QUERY, row -> row.getString(1));
        Optional<CatalogReading> same = last.filter(it -> it.digest().equals(digest));
        return same.isPresent()
                ? same.get()
                : new CatalogReading(CatalogReader.read(session), digest);
    }

    /**
     * The major version of the server, such as 18; 9 for every version before 10.
     *
     * @throws Refused when the database is away or unsuitable
     */
    public int serverMajor() {
        return asked(Session::serverMajor);
    }

    /**
     * What the role that we log in as could do besides reading.
     *
     * @throws Refused when the database is away or unsuitable
     */
    public RoleFacts role() {
        return asked(RoleFacts::read);
    }

    /**
     * What is wrong with the roles that statements run as, a sentence each: what they could do
     * besides reading, and which cannot be taken.
     *
     * @throws Refused when the database is away or unsuitable
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(role().warnings());
        settings.session().roles().stream()
                .sorted()
                .forEach(
                        role ->
                                warnings.addAll(
                                        asked(session -> RoleFacts.warnings(role, session))));
        if (!settings.session().roles().isEmpty() && seesNothing()) {
            warnings.add(
                    "the database role that logs in may read no table, so callers find none:"
                            + " it needs itself what the roles of `session` narrow");
        }
        return List.copyOf(warnings);
    }

    private boolean seesNothing() {
        return catalog(false).relations().stream().allMatch(each -> each.columns().isEmpty());
    }

    private interface Question<T> {
        T ask(Session session) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try (Session session = Session.open(settings)) {
            return question.ask(session);
        } catch (SQLException failure) {
            throw Failures.asking(failure);
        }
    }

    /** The connections just now. Asks nothing of the database. */
    public PoolUse use() {
        return pool.use();
    }

    /** Closes every connection; statements that are running fail. */
    @Override
    public void close() {
        pool.close();
    }
}
