package dev.gatehouse.gateway.admission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of hours, in the table {@code hour_quotas}. A store that is away keeps nobody from
 * asking: what is counted in memory goes on. Thread-safe.
 */
public final class HourCounts {

    private static final Logger LOG = LoggerFactory.getLogger(HourCounts.class);

    /** To find that a store is away takes some seconds, in which somebody waits for an answer. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final String SAVE =
            "INSERT INTO hour_quotas (subject, remaining, noted) VALUES (?, ?, ?)"
                    + " ON CONFLICT (subject) DO UPDATE SET remaining = excluded.remaining,"
                    + " noted = excluded.noted";

    private final Source source;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<Instant> unreadable = Optional.empty();
    private Optional<Instant> unwritable = Optional.empty();
    private Instant swept = Instant.MIN;

    /** Where the table is; opened perhaps only now. */
    public interface Source {
        DataSource get() throws SQLException;
    }

    public HourCounts(Source source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * @param left how many statements
     * @param at the time of that
     */
    record Left(long left, Instant at) {}

    /** What is kept of a subject, if the store can be read just now. */
    Optional<Left> find(String subject) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            return isResting(unreadable) ? Optional.empty() : read(subject);
        } finally {
            reading.unlock();
        }
    }

    /** One at a time finds out that the store is away, and who comes meanwhile waits only once. */
    private boolean enter() {
        if (unreadable.isPresent()) {
            return reading.tryLock();
        }
        reading.lock();
        return true;
    }

    private boolean isResting(Optional<Instant> since) {
        return since.filter(it -> Duration.between(it, clock.instant()).abs().compareTo(REST) < 0)
                .isPresent();
    }

    private Optional<Left> read(String subject) {
        try (Connection connection = source.get().getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT remaining, noted FROM hour_quotas WHERE subject = ?")) {
            select.setString(1, subject);
            try (ResultSet rows = select.executeQuery()) {
                Optional<Left> found =
                        rows.next()
                                ? Optional.of(
                                        new Left(
                                                rows.getLong(1),
                                                Instant.ofEpochMilli(rows.getLong(2))))
                                : Optional.empty();
                unreadable = Optional.empty();
                return found;
            }
        } catch (SQLException away) {
            LOG.warn("what is left of hours cannot be read (SQLSTATE {})", away.getSQLState());
            unreadable = Optional.of(clock.instant());
            return Optional.empty();
        }
    }

    /**
     * Writes all or nothing, in an order in which several instances do not wait for each other.
     *
     * @return whether it is written
     */
    synchronized boolean save(SortedMap<String, Left> left) {
        try (Connection connection = source.get().getConnection()) {
            connection.setAutoCommit(false);
            write(left, connection);
            sweep(connection);
            connection.commit();
            unwritable = Optional.empty();
            return true;
        } catch (SQLException away) {
            if (!isResting(unwritable)) {
                LOG.warn("what is left of hours cannot be kept (SQLSTATE {})", away.getSQLState());
                unwritable = Optional.of(clock.instant());
            }
            return false;
        }
    }

    /** Once an hour: after an hour in which nothing was asked, all is there again. */
    private void sweep(Connection connection) throws SQLException {
        Instant over = clock.instant().minus(Period.HOUR.length());
        if (swept.isAfter(over)) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM hour_quotas WHERE noted < ?")) {
            delete.setLong(1, over.toEpochMilli());
            delete.executeUpdate();
        }
        swept = clock.instant();
    }

    private static void write(Map<String, Left> left, Connection connection) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            for (Map.Entry<String, Left> each : left.entrySet()) {
                save.setString(1, each.getKey());
                save.setLong(2, each.getValue().left());
                save.setLong(3, each.getValue().at().toEpochMilli());
                save.addBatch();
            }
            save.executeBatch();
        }
    }
}
