package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.gateway.admission.Attempts;
import dev.gatehouse.gateway.http.Credentials;
import dev.gatehouse.gateway.http.Identity;
import dev.gatehouse.gateway.http.ProtectedResource;
import dev.gatehouse.gateway.http.Throttled;
import dev.gatehouse.gateway.http.Way;
import dev.gatehouse.gateway.http.Ways;
import dev.gatehouse.gateway.identity.ClientCertificates;
import dev.gatehouse.gateway.settings.CertificateSettings;
import dev.gatehouse.gateway.settings.IdentitySettings;
import dev.gatehouse.gateway.settings.OidcSettings;
import dev.gatehouse.gateway.tools.Agent;
import dev.gatehouse.gateway.tools.Entry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
                ? new Recorded(throttled(ways(gate, clock), gate, clock), gate.incidents())
                : local(gate::localCaller);
    }

    private static Identity local(Supplier<Caller> user) {
        return shown ->
                new Identity.Finding.Known(
                        new Agent(user, new Entry(TRANSPORT, shown.address(), "")));
    }

    private static Identity throttled(Ways ways, Gate gate, InstantSource clock) {
        var attempts = new Attempts(gate.settings().http().badCredentials(), clock);
        return new Throttled(
                ways,
                new Throttled.Tries() {
                    @Override
                    public Duration pause(String source) {
                        return attempts.pause(source);
                    }

                    @Override
                    public void failed(String source) {
                        attempts.failed(source);
                    }
                });
    }

    private static Ways ways(Gate gate, InstantSource clock) throws Failure {
        IdentitySettings written = gate.settings().identity();
        Optional<Way> keys =
                written.apiKeys()
                        ? Optional.of(new KeyWay(gate.keys(clock), BAD_KEY, gate.faults(), clock))
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
                .map(
                        it ->
                                Identity.Finding.Refused.unauthorized(
                                        new Identity.Ground.Nothing(), it, "a token is needed"))
                .orElseGet(
                        () ->
                                forbidden(
                                        new Identity.Ground.Nothing(),
                                        "a client certificate is needed"));
    }

    private static Identity.Finding.Refused forbidden(Identity.Ground ground, String words) {
        return new Identity.Finding.Refused(ground, 403, Optional.empty(), words);
    }

    private static Way certificates(CertificateSettings written, InstantSource clock) {
        ClientCertificates known = new ClientCertificates(written.roles(), clock);
        return shown ->
                shown.certificate()
                        .map(
                                it ->
                                        known.caller(it)
                                                .map(caller -> entered(caller, it, shown))
                                                .orElseGet(Entrance::unknown));
    }

    private static Identity.Finding entered(
            Caller caller, X509Certificate certificate, Credentials shown) {
        String serial = certificate.getSerialNumber().toString(16);
        return new Identity.Finding.Known(
                new Agent(caller, new Entry(TRANSPORT, shown.address(), serial)));
    }

    private static Identity.Finding unknown() {
        return forbidden(new Identity.Ground.NotBelieved(), "nobody is known by the certificate");
    }
}
