package dev.gatehouse.engines.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The right to use one connection of the pool, given back exactly once. Used by one thread. */
final class Lease implements AutoCloseable {

    private final Pool pool;
    private final Connection connection;
    private final BaseConnection driver;
    private final Wire wire;
    private boolean spoiled;
    private boolean returned;

    Lease(Pool pool, Connection connection) throws SQLException {
        this.pool = pool;
        this.connection = connection;
        this.driver = connection.unwrap(BaseConnection.class);
        this.wire = new Wire(driver, connection.unwrap(Repeats.class), pool.watch());
    }

    /** The driver's own connection. */
    BaseConnection driver() {
        return driver;
    }

    /** What statements are run on. */
    Wire wire() {
        return wire;
    }

    /** Nobody is to use this connection again: something may still be under way on it. */
    void spoil() {
        spoiled = true;
    }

    /** Whether a statement can be sent. */
    boolean isSpoiled() {
        return spoiled;
    }

    @Override
    public void close() {
        if (!returned) {
            returned = true;
            boolean idle = driver.getTransactionState() == TransactionState.IDLE;
            boolean reusable = !spoiled && idle && Connector.untouched((PGConnection) driver);
            pool.takeBack(connection, reusable);
        }
    }
}
