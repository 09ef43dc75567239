package dev.gatehouse.app;

import dev.gatehouse.engines.postgres.PostgresSettings;
import dev.gatehouse.engines.postgres.PostgresUrl;
import dev.gatehouse.gateway.settings.Secret;
import dev.gatehouse.gateway.settings.StateSettings;
import dev.gatehouse.gateway.state.State;
import dev.gatehouse.gateway.state.StateException;

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
        PostgresSettings.Place place = settings.place();
        String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        String jdbc =
                "jdbc:postgresql://%s:%d/%s?sslmode=%s"
                        .formatted(
                                host,
                                place.port(),
                                place.database(),
                                settings.encryption().mode().word());
        return State.at(jdbc, settings.login().user(), settings.login().password().get());
    }
}
