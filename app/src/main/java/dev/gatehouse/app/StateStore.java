package dev.gatehouse.app;

import dev.gatehouse.engines.postgres.PostgresSettings;
import dev.gatehouse.engines.postgres.PostgresUrl;
import dev.gatehouse.gateway.settings.Secret;
import dev.gatehouse.gateway.settings.StateSettings;
import dev.gatehouse.gateway.state.State;
import dev.gatehouse.gateway.state.StateException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where the settings say that what must outlive the program is kept. */
final class StateStore {

    private StateStore() {}

    static State open(StateSettings settings) throws Failure {
        try {
            return settings.url()
                    .map(StateStore::at)
                    .orElseGet(() -> State.inFile(settings.file()));
        } catch (StateException unusable) {
            throw new Failure(
                    Gatehouse.FAILED,
                    String.valueOf(unusable.getMessage()),
                    "API keys are kept there; `state: {file: PATH}` names another place");
        }
    }

    private static State at(Secret url) {
        PostgresSettings settings = PostgresUrl.parse(url.reveal(), "");
        return State.at(jdbc(settings), settings.login().user(), settings.login().password().get());
    }

    private static String jdbc(PostgresSettings settings) {
        PostgresSettings.Place place = settings.place();
        PostgresSettings.Encryption encryption = settings.encryption();
        String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        String root = encryption.rootCertificate();
        return "jdbc:postgresql://%s:%d/%s?sslmode=%s&channelBinding=%s%s"
                .formatted(
                        host,
                        place.port(),
                        encoded(place.database()),
                        encryption.mode().word(),
                        encryption.channelBinding().name().toLowerCase(Locale.ROOT),
                        root.isEmpty() ? "" : "&sslrootcert=" + encoded(root));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
