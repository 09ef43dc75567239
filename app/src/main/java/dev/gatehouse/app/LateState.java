package dev.gatehouse.app;

import dev.gatehouse.gateway.settings.StateSettings;
import dev.gatehouse.gateway.state.State;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The store of what must outlive the program, opened when it is first needed. Thread-safe. */
final class LateState implements AutoCloseable {

    private final StateSettings settings;
    private Optional<State> state = Optional.empty();

    LateState(StateSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws SQLException when it cannot be opened
     */
    DataSource data() throws SQLException {
        try {
            return open();
        } catch (Failure unusable) {
            throw new SQLException("the state cannot be opened", "08001", unusable);
        }
    }

    /** The same, for whoever tells a person. */
    synchronized DataSource open() throws Failure {
        if (state.isEmpty()) {
            state = Optional.of(StateStore.open(settings));
        }
        return state.get().data();
    }

    @Override
    public synchronized void close() {
        state.ifPresent(State::close);
    }
}
