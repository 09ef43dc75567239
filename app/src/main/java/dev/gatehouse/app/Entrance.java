package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.ProtectedResource;
import dev.gatehouse.gateway.http.Way;
import dev.gatehouse.gateway.http.Ways;
import dev.gatehouse.gateway.identity.ClientCertificates;
import dev.gatehouse.gateway.settings.CertificateSettings;
import dev.gatehouse.gateway.settings.IdentitySettings;
import dev.gatehouse.gateway.settings.OidcSettings;
import dev.gatehouse.gateway.tools.Agent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may come in over HTTP, as the settings say it. */
final class Entrance {

    static final String TRANSPORT = "http";

    private static final String KEY = "Bearer realm=\"gatehouse\"";
    private static final String BAD_KEY = KEY + ", error=\"invalid_token\"";

    private Entrance() {}

    /**
     * The ways that the settings name, keys before tokens before certificates. Where they name
     * none, whoever can connect to this machine from within it is taken for its user.
     */
    static Identity of(Gate gate, InstantSource clock) throws Failure {
        return gate.settings().identity().isWritten()
                ? ways(gate, clock)
                : Identity.of(new Agent(gate::localCaller, TRANSPORT));
    }

    private static Ways ways(Gate gate, InstantSource clock) throws Failure {
        IdentitySettings written = gate.settings().identity();
        Optional<Way> keys =
                written.apiKeys()
                        ? Optional.of(new KeyWay(gate.keys(clock), BAD_KEY, gate.faults()))
                        : Optional.empty();
        Optional<TokenWay> tokens = written.oidc().map(it -> TokenWay.of(it, gate, clock));
        Optional<Way> certificates = written.certificates().map(it -> certificates(it, clock));
        List<Way> ways =
                Stream.of(keys, tokens, certificates).<Way>flatMap(Optional::stream).toList();
        Optional<ProtectedResource> resource = written.oidc().map(Entrance::resource);
        return new Ways(ways, nobody(resource, written.apiKeys()), resource);
    }

    static ProtectedResource resource(OidcSettings written) {
        OidcSettings.Scopes scopes = written.scopes();
        return new ProtectedResource(
                written.resource(),
                written.issuer(),
                scopes.required().isEmpty() ? scopes.all() : scopes.required(),
                scopes.all());
    }

    /** Without tokens there is no challenge that a client could meet in HTTP (RFC 9110). */
    private static Identity.Finding.Refused nobody(
            Optional<ProtectedResource> resource, boolean keys) {
        return resource.map(ProtectedResource::challenge)
                .or(() -> keys ? Optional.of(KEY) : Optional.empty())
                .map(it -> Identity.Finding.Refused.unauthorized(it, "a token is needed"))
                .orElseGet(() -> forbidden("a client certificate is needed"));
    }

    private static Identity.Finding.Refused forbidden(String words) {
        return new Identity.Finding.Refused(403, Optional.empty(), words);
    }

    private static Way certificates(CertificateSettings written, InstantSource clock) {
        ClientCertificates known = new ClientCertificates(written.roles(), clock);
        return shown ->
                shown.certificate()
                        .map(
                                it ->
                                        known.caller(it)
                                                .<Identity.Finding>map(Entrance::entered)
                                                .orElseGet(
                                                        () ->
                                                                forbidden(
                                                                        "nobody is known by the"
                                                                                + " certificate")));
    }

    private static Identity.Finding entered(Caller caller) {
        return new Identity.Finding.Known(new Agent(caller, TRANSPORT));
    }
}
