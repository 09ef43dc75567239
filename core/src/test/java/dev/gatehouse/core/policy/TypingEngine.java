package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.core.sql.SafeSql;
import java.util.List;
import java.util.Optional;

/**
 * Tells the type of an expression: {@code number} is an int, {@code unknown} an error, {@code away}
 * finds no database, everything else is a boolean.
 */
final class TypingEngine implements Engine {

    @Override
    public Rows run(SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        return switch (sql.text()) {
            case "unknown" -> throw new Refused(Code.DATABASE_ERROR, "no such column", "");
            case "away" -> throw new Refused(Code.DATABASE_UNAVAILABLE, "away", "");
            case "number" -> new NoRows("int");
            default -> new NoRows("boolean");
        };
    }

    private record NoRows(String type) implements Rows {

        @Override
        public List<ResultColumn> columns() {
            return List.of(new ResultColumn("_p", type));
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public List<Value> row() {
            throw new AssertionError("there is none");
        }

        @Override
        public void close() {}
    }

    @Override
    public Catalog catalog(boolean fresh) {
        throw new AssertionError("nobody asks for it here");
    }

    @Override
    public Optional<Catalog> known() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
