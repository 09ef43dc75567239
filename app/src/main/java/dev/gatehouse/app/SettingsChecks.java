package dev.gatehouse.app;

import dev.gatehouse.engines.postgres.PostgresUrl;
import dev.gatehouse.gateway.http.HttpSettings;
import dev.gatehouse.gateway.settings.Checks;
import dev.gatehouse.gateway.tools.Governed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What those who will use a setting say of it. Of the HTTP server only what is asked is loaded. */
final class SettingsChecks implements Checks {

    @Override
    public Optional<String> url(String url) {
        try {
            PostgresUrl.parse(url, "checked");
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public boolean isOnlyThisMachine(String host) {
        return HttpSettings.DEFAULT.at(host, 0).isLoopback();
    }

    @Override
    public Optional<String> certificate(Path certificate, Path key) {
        return new HttpSettings.Tls(certificate, key).problem();
    }

    @Override
    public Optional<String> authorities(Path file) {
        return HttpSettings.Tls.problemOfAuthorities(file);
    }

    @Override
    public Optional<String> proxy(String network) {
        return HttpSettings.problemOfProxy(network);
    }

    @Override
    public List<String> toolNames() {
        return Governed.toolNames();
    }
}
