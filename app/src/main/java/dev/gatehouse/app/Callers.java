package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.state.State;
import dev.gatehouse.gateway.tools.Agent;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who calls over HTTP, and how that is found out. Where the settings demand no proof, whoever can
 * connect to this machine from within it is taken for its user.
 */
record Callers(Identity identity, Optional<State> state) implements AutoCloseable {

    static Callers of(Settings settings, Supplier<Caller> local, FaultLog faults) throws Failure {
        if (!settings.identity().isDemanded()) {
            return local(local);
        }
        State state = StateStore.open(settings.state());
        var keys = new ApiKeys(state.data(), InstantSource.system(), new SecureRandom());
        return new Callers(new KeyIdentity(keys, faults), Optional.of(state));
    }

    /** Everybody is the local user. */
    static Callers local(Supplier<Caller> local) {
        return new Callers(Identity.of(new Agent(local, "http")), Optional.empty());
    }

    @Override
    public void close() {
        state.ifPresent(State::close);
    }
}
