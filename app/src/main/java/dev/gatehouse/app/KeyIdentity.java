package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.tools.Agent;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever brings an API key as bearer token (RFC 6750, section 2.1), and nobody else. Why a key
 * opens nothing is told to nobody.
 */
record KeyIdentity(ApiKeys keys, FaultLog faults) implements Identity {

    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"gatehouse\"";

    @Override
    public Finding identify(Map<String, List<String>> headers) {
        List<String> authorization = headers.getOrDefault("authorization", List.of());
        if (authorization.isEmpty()) {
            return new Finding.Unknown(CHALLENGE);
        }
        return token(authorization)
                .flatMap(this::check)
                .<Finding>map(key -> new Finding.Known(agent(key.caller())))
                .orElseGet(() -> new Finding.Unknown(CHALLENGE + ", error=\"invalid_token\""));
    }

    private static Agent agent(Caller caller) {
        return new Agent(caller, "http");
    }

    private static Optional<String> token(List<String> authorization) {
        String only = authorization.size() == 1 ? authorization.getFirst() : "";
        return only.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(only.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Without the store nobody is anybody. */
    private Optional<ApiKey> check(String token) {
        try {
            return keys.check(token);
        } catch (SQLException away) {
            faults.report(away);
            return Optional.empty();
        }
    }
}
