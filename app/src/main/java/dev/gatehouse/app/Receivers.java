package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.ship.HttpReceiver;
import dev.gatehouse.gateway.audit.ship.Receiver;
import dev.gatehouse.gateway.audit.ship.SyslogReceiver;
import dev.gatehouse.gateway.audit.ship.TlsSource;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.http.HttpStartException;
import dev.gatehouse.gateway.http.OutgoingTls;
import dev.gatehouse.gateway.settings.Secret;
import dev.gatehouse.gateway.settings.ShipSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The receivers of the audit trail, as the settings say it. Not loaded where there are none: {@code
 * stdio} does without HTTP.
 */
final class Receivers {

    private Receivers() {}

    /** What the settings name. */
    static Receiver of(ShipSettings to) {
        InstantSource clock = InstantSource.system();
        return switch (to.kind()) {
            case SYSLOG -> new SyslogReceiver(syslog(to));
            case OTLP -> HttpReceiver.otlp(http(to), Gatehouse.version(), clock);
            case HTTP ->
                    HttpReceiver.ocsf(
                            http(to),
                            to.http().format() == ShipSettings.Format.NDJSON,
                            Gatehouse.version(),
                            clock);
        };
    }

    private static SyslogReceiver.Target syslog(ShipSettings to) {
        URI url = to.url();
        return new SyslogReceiver.Target(
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort(),
                url.getScheme().equals("tls") ? Optional.of(tls(to.tls())) : Optional.empty(),
                to.syslog().facility().number(),
                to.syslog().hostname(),
                to.syslog().marked());
    }

    private static HttpReceiver.Target http(ShipSettings to) {
        ShipSettings.Tls files = to.tls();
        boolean usual = files.authorities().isEmpty() && files.own().isEmpty();
        return new HttpReceiver.Target(
                to.url(),
                () -> headers(to.http()),
                to.http().gzip(),
                usual ? Optional.empty() : Optional.of(tls(files)));
    }

    private static Map<String, String> headers(ShipSettings.Http http) {
        Map<String, String> headers = new HashMap<>();
        http.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        Secret token = http.token();
        if (token.isPresent()) {
            headers.put("Authorization", "Bearer " + token.reveal());
        }
        return headers;
    }

    /** Files are read for each connection, since certificates are exchanged. */
    private static TlsSource tls(ShipSettings.Tls files) {
        return () -> {
            try {
                return OutgoingTls.context(
                        files.authorities(),
                        files.own().map(it -> new HttpSettings.Tls(it.certificate(), it.key())));
            } catch (HttpStartException unusable) {
                throw new TlsSource.Unusable(unusable);
            }
        };
    }
}
