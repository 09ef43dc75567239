package dev.gatehouse.app;

import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.http.Credentials;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.Way;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.tools.Agent;
import java.sql.SQLException;
import java.util.Optional;

/** Callers with API keys, as bearer tokens. Why a key opens nothing is told to nobody. */
record KeyWay(ApiKeys keys, String challenge, FaultLog faults) implements Way {

    @Override
    public Optional<Identity.Finding> find(Credentials shown) {
        return shown.bearer().filter(token -> token.startsWith(ApiKeys.MARK)).map(this::judge);
    }

    private Identity.Finding judge(String token) {
        try {
            return keys.check(token)
                    .<Identity.Finding>map(KeyWay::entered)
                    .orElseGet(
                            () ->
                                    Identity.Finding.Refused.unauthorized(
                                            challenge, "the key opens nothing"));
        } catch (SQLException away) {
            faults.report(away);
            return new Identity.Finding.Refused(
                    503, Optional.empty(), "keys cannot be checked at present");
        }
    }

    private static Identity.Finding entered(ApiKey key) {
        return new Identity.Finding.Known(new Agent(key.caller(), Entrance.TRANSPORT));
    }
}
