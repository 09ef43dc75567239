package dev.gatehouse.app;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.gateway.http.Credentials;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.ProtectedResource;
import dev.gatehouse.gateway.identity.Stranger;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.AuditedIncidents;
import dev.gatehouse.gateway.tools.Entry;
import java.util.Optional;

/** An identity that puts on the audit trail whom it turns away, and from where they came. */
record Recorded(Identity identity, AuditedIncidents incidents) implements Identity {

    @Override
    public Finding identify(Credentials shown) {
        Finding finding = identity.identify(shown);
        if (finding instanceof Finding.Refused refused) {
            incidents.turnedAway(sender(refused.ground(), shown), code(refused.ground()));
        }
        return finding;
    }

    private static Agent sender(Ground ground, Credentials shown) {
        return ground instanceof Ground.OutOfReach(Agent sender)
                ? sender
                : new Agent(Stranger.CALLER, new Entry(Entrance.TRANSPORT, shown.address(), ""));
    }

    private static Code code(Ground ground) {
        return switch (ground) {
            case Ground.Nothing _ -> Code.CREDENTIALS_MISSING;
            case Ground.NotBelieved _ -> Code.CREDENTIALS_INVALID;
            case Ground.Unchecked _ -> Code.CREDENTIALS_UNCHECKED;
            case Ground.TooOften _ -> Code.CREDENTIALS_THROTTLED;
            case Ground.OutOfReach _ -> Code.SCOPE_INSUFFICIENT;
        };
    }

    @Override
    public boolean authenticates() {
        return identity.authenticates();
    }

    @Override
    public Optional<ProtectedResource> resource() {
        return identity.resource();
    }
}
