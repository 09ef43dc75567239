package dev.gatehouse.gateway.admission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to callers of their hours, in the table {@code hour_quotas}. A store that is away
 * keeps nobody from asking: what is counted in memory goes on.
 */
public final class HourCounts {

    private static final Logger LOG = LoggerFactory.getLogger(HourCounts.class);

    private static final String SAVE =
            "INSERT INTO hour_quotas (subject, remaining, noted) VALUES (?, ?, ?)"
                    + " ON CONFLICT (subject) DO UPDATE SET remaining = excluded.remaining,"
                    + " noted = excluded.noted";

    private final Source source;

    /** Where the table is; opened perhaps only now. */
    public interface Source {
        DataSource get() throws SQLException;
    }

    public HourCounts(Source source) {
        this.source = source;
    }

    /**
     * @param left how many statements
     * @param at the time of that
     */
    record Left(long left, Instant at) {}

    Optional<Left> find(String subject) {
        try (Connection connection = source.get().getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT remaining, noted FROM hour_quotas WHERE subject = ?")) {
            select.setString(1, subject);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Left(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2))))
                        : Optional.empty();
            }
        } catch (SQLException away) {
            LOG.warn("what is left of hours cannot be read (SQLSTATE {})", away.getSQLState());
            return Optional.empty();
        }
    }

    void save(Map<String, Left> left) {
        if (left.isEmpty()) {
            return;
        }
        try (Connection connection = source.get().getConnection();
                PreparedStatement save = connection.prepareStatement(SAVE)) {
            for (Map.Entry<String, Left> each : left.entrySet()) {
                save.setString(1, each.getKey());
                save.setLong(2, each.getValue().left());
                save.setLong(3, each.getValue().at().toEpochMilli());
                save.addBatch();
            }
            save.executeBatch();
        } catch (SQLException away) {
            LOG.warn("what is left of hours cannot be kept (SQLSTATE {})", away.getSQLState());
        }
    }
}
