package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks that a test can foresee. */
record PlainChecks() implements Checks {

    @Override
    public Optional<String> url(String url) {
        return url.startsWith("postgres://")
                ? Optional.empty()
                : Optional.of("the URL is not one of PostgreSQL");
    }

    @Override
    public boolean isOnlyThisMachine(String host) {
        return host.equals("127.0.0.1");
    }

    @Override
    public Optional<String> certificate(Path certificate, Path key) {
        return certificate.equals(key)
                ? Optional.of("the certificate file holds no certificate")
                : Optional.empty();
    }

    @Override
    public Optional<String> authorities(Path file) {
        return file.endsWith("gatehouse.yaml")
                ? Optional.of("the certificate file holds no certificate")
                : Optional.empty();
    }

    @Override
    public Optional<String> proxy(String network) {
        return network.endsWith("/99")
                ? Optional.of("there is no such address or network")
                : Optional.empty();
    }

    @Override
    public List<String> toolNames() {
        return List.of("describe_table", "list_tables", "query");
    }
}
