package dev.gatehouse.gateway.settings;

import java.util.Collection;
import java.util.Optional;

/**
 * How callers over HTTP prove who they are; {@code identity} in the file, but for the local user.
 *
 * @param apiKeys by keys that `gatehouse keys` makes
 * @param oidc by tokens of an authorization server
 * @param certificates by certificates of their own
 */
public record IdentitySettings(
        boolean apiKeys, Optional<OidcSettings> oidc, Optional<CertificateSettings> certificates) {

    static final Setting<Boolean> API_KEYS =
            Setting.of(
                            "api_keys",
                            new Type.Flag(),
                            "Whether callers over HTTP can have an API key, as `gatehouse keys"
                                    + " create` makes them; nobody asks without proof then.")
                    .fallback("false")
                    .example("true");

    /** Whether there is any way to prove it; then everybody has to, on this machine, too. */
    public boolean isWritten() {
        return apiKeys || oidc.isPresent() || certificates.isPresent();
    }

    /**
     * @param block what is written under {@code identity}
     * @param roles the names that there are
     */
    static IdentitySettings read(Block block, Collection<String> roles, Checks checks) {
        return new IdentitySettings(
                block.get(API_KEYS),
                OidcSettings.read(block, roles, checks),
                CertificateSettings.read(block, roles));
    }
}
