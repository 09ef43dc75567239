package dev.gatehouse.gateway.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Clients with certificates; {@code identity.certificates} in the file.
 *
 * @param roles by the names in the certificates, in the order of the file
 */
public record CertificateSettings(Map<String, String> roles) {

    private static final Pattern NAME =
            Pattern.compile("(subject:[^=]+=.|dns:.|uri:.|email:.).{0,1000}");

    private static final Setting<Map<String, String>> ROLES =
            Setting.of(
                            "roles",
                            new Type.MapOf<>(new Type.Text(), 1_000),
                            "The role of each client, by a name in its certificate:"
                                    + " `subject:CN=etl,O=Example`, `dns:etl.example.com`,"
                                    + " `uri:spiffe://example.com/etl` or"
                                    + " `email:etl@example.com`. Others are turned away.")
                    .absent("must be written")
                    .example("{'dns:etl.example.com': analyst}");

    static final Section SECTION =
            Section.of(
                    "certificates",
                    "Clients that prove who they are with a certificate of an authority in"
                            + " `http.tls.client_ca`.",
                    ROLES);

    public CertificateSettings {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    static Optional<CertificateSettings> read(Block identity, Collection<String> known) {
        if (!identity.has(SECTION)) {
            return Optional.empty();
        }
        Block block = identity.block(SECTION);
        if (!block.has(ROLES)) {
            block.error("`roles` is missing", "write which role clients have, by their names");
        }
        Map<String, String> roles = block.find(ROLES).orElse(Map.of());
        roles.forEach(
                (name, role) -> {
                    if (!NAME.matcher(name).matches()) {
                        block.error(
                                ROLES,
                                name,
                                "`" + Yaml.shown(name) + "` is no name in a certificate",
                                "begin it with subject:, dns:, uri: or email:");
                    }
                    block.checkKnown(ROLES, name, role, known, "role");
                });
        return Optional.of(new CertificateSettings(roles));
    }
}
