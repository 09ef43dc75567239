package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.result.Rows;
import dev.gatehouse.core.sql.SafeSql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine with nothing in it, which can be away. */
final class EmptyEngine implements Engine {

    private Catalog snapshot = empty();
    boolean away;

    Database database(String name) {
        return new Database(
                name,
                (_, _) -> {
                    throw new AssertionError("nothing is analysed here");
                },
                this,
                Limits.DEFAULT);
    }

    @Override
    public Catalog catalog(boolean fresh) {
        if (away) {
            throw new Refused(Code.DATABASE_UNAVAILABLE, "away", "");
        }
        if (fresh) {
            snapshot = empty();
        }
        return snapshot;
    }

    @Override
    public Optional<Catalog> known() {
        return Optional.of(snapshot);
    }

    private static Catalog empty() {
        return new Catalog(18, List.of(), Map.of(), List.of(), Set.of(), Set.of());
    }

    @Override
    public Rows run(SafeSql sql, SessionContext session, Limits limits, Cancellation cancellation) {
        throw new AssertionError("nothing runs here");
    }

    @Override
    public void close() {}
}
