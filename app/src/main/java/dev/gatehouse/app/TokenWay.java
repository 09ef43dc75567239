package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.gateway.http.Credentials;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.ProtectedResource;
import dev.gatehouse.gateway.http.Way;
import dev.gatehouse.gateway.identity.AccessTokens;
import dev.gatehouse.gateway.identity.Issuer;
import dev.gatehouse.gateway.identity.IssuerKeys;
import dev.gatehouse.gateway.identity.TokenFault;
import dev.gatehouse.gateway.identity.TokenRules;
import dev.gatehouse.gateway.settings.OidcSettings;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import dev.gatehouse.gateway.tools.Governed;
import dev.gatehouse.mcp.http.Clearance;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers with access tokens: who they are, and which tools their tokens reach.
 *
 * @param tools those that there are for a caller, whatever its token reaches
 */
record TokenWay(
        AccessTokens tokens,
        OidcSettings.Scopes scopes,
        ProtectedResource resource,
        Function<Caller, Set<String>> tools)
        implements Way {

    private static final Logger LOG = LoggerFactory.getLogger(TokenWay.class);

    private static final Set<String> ALL = Set.copyOf(Governed.toolNames());

    static TokenWay of(OidcSettings written, Gate gate, InstantSource clock) {
        OidcSettings.Times times = written.times();
        IssuerKeys keys =
                new IssuerKeys(
                        new Issuer(written.issuer(), written.jwks()),
                        new IssuerKeys.Times(times.refresh(), times.cooldown(), times.keep()),
                        clock,
                        LOG::warn);
        Thread.ofVirtual().name("issuer").start(keys::warmUp);
        return new TokenWay(
                new AccessTokens(rules(written), keys, clock),
                written.scopes(),
                Entrance.resource(written),
                caller -> gate.governor().tools(caller, ALL));
    }

    private static TokenRules rules(OidcSettings written) {
        OidcSettings.Mapping claims = written.claims();
        return new TokenRules(
                written.issuer(),
                written.audience(),
                written.times().skew(),
                claims.id(),
                claims.roleClaim(),
                claims.roles(),
                claims.attributes(),
                written.scopes().included());
    }

    /** Every bearer token that comes here is taken for one of the authorization server. */
    @Override
    public Optional<Identity.Finding> find(Credentials shown) {
        return shown.bearer().map(tokens::judge).map(outcome -> finding(outcome, shown.address()));
    }

    private Identity.Finding finding(AccessTokens.Outcome outcome, String address) {
        return switch (outcome) {
            case AccessTokens.Outcome.Accepted accepted -> {
                Entry entry = new Entry(Entrance.TRANSPORT, address, accepted.id());
                yield accepted.scopes().containsAll(scopes.required())
                        ? entered(accepted, entry)
                        : insufficient(new Agent(accepted.caller(), entry));
            }
            case AccessTokens.Outcome.Rejected(TokenFault fault) ->
                    Identity.Finding.Refused.unauthorized(
                            new Identity.Ground.NotBelieved(),
                            resource.challenge("invalid_token", fault.words()),
                            fault.words());
            case AccessTokens.Outcome.Undecided() ->
                    new Identity.Finding.Refused(
                            new Identity.Ground.Unchecked(),
                            503,
                            Optional.empty(),
                            "tokens cannot be checked at present");
        };
    }

    private Identity.Finding insufficient(Agent sender) {
        return new Identity.Finding.Refused(
                new Identity.Ground.OutOfReach(sender),
                403,
                Optional.of(resource.insufficient(scopes.required())),
                "the token is not good for this server");
    }

    private Identity.Finding entered(AccessTokens.Outcome.Accepted accepted, Entry entry) {
        Set<String> withheld =
                scopes.ofTools().entrySet().stream()
                        .filter(tool -> !accepted.scopes().containsAll(tool.getValue()))
                        .map(tool -> tool.getKey())
                        .collect(Collectors.toUnmodifiableSet());
        // Nobody is sent for a scope that would reach a tool which is not there for them.
        Clearance clearance =
                tool ->
                        withheld.contains(tool) && tools.apply(accepted.caller()).contains(tool)
                                ? Optional.of(resource.insufficient(needed(tool)))
                                : Optional.empty();
        return new Identity.Finding.Known(new Agent(accepted.caller(), entry, withheld), clearance);
    }

    /** All at once: a client that asks again for the next missing one annoys its user. */
    private List<String> needed(String tool) {
        return Stream.concat(
                        scopes.required().stream(),
                        scopes.ofTools().getOrDefault(tool, List.of()).stream())
                .distinct()
                .toList();
    }
}
