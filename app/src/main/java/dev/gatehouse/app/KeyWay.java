package dev.gatehouse.app;

import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.http.Credentials;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Way;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Callers with API keys, as bearer tokens. Why a key opens nothing is told to nobody. */
final class KeyWay implements Way {

    /** Every request meets a store that is away. */
    private static final Duration REPORTED = Duration.ofMinutes(1);

    private final ApiKeys keys;
    private final String challenge;
    private final FaultLog faults;
    private final InstantSource clock;
    private final AtomicReference<Instant> reported = new AtomicReference<>(Instant.MIN);

    /**
     * @param challenge what is said with a refusal (RFC 9110, section 11.6.1)
     */
    KeyWay(ApiKeys keys, String challenge, FaultLog faults, InstantSource clock) {
        this.keys = keys;
        this.challenge = challenge;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public Optional<Identity.Finding> find(Credentials shown) {
        return shown.bearer()
                .filter(token -> token.startsWith(ApiKeys.MARK))
                .map(token -> judge(token, shown.address()));
    }

    private Identity.Finding judge(String token, String address) {
        try {
            return keys.check(token)
                    .<Identity.Finding>map(key -> entered(key, address))
                    .orElseGet(this::unknown);
        } catch (SQLException away) {
            report(away);
            return new Identity.Finding.Refused(
                    new Identity.Ground.Unchecked(),
                    503,
                    Optional.empty(),
                    "keys cannot be checked at present");
        }
    }

    private static Identity.Finding entered(ApiKey key, String address) {
        return new Identity.Finding.Known(
                new Agent(key.caller(), new Entry(Entrance.TRANSPORT, address, key.id())));
    }

    private Identity.Finding unknown() {
        return Identity.Finding.Refused.unauthorized(
                new Identity.Ground.NotBelieved(), challenge, "the key opens nothing");
    }

    private void report(SQLException away) {
        Instant now = clock.instant();
        Instant last = reported.get();
        if (!last.isAfter(now.minus(REPORTED)) && reported.compareAndSet(last, now)) {
            faults.report(away);
        }
    }
}
