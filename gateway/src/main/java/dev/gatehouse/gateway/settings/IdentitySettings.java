package dev.gatehouse.gateway.settings;

import java.util.Collection;
import java.util.Optional;

/**
 * How callers over HTTP prove who they are; {@code identity} in the file, but for the local user.
 *
 * @param oidc by tokens of an authorization server
 * @param certificates by certificates of their own
 */
public record IdentitySettings(
        Optional<OidcSettings> oidc, Optional<CertificateSettings> certificates) {

    /** Whether there is any way to prove it; then everybody has to, on this machine, too. */
    public boolean isWritten() {
        return oidc.isPresent() || certificates.isPresent();
    }

    /**
     * @param block what is written under {@code identity}
     * @param roles the names that there are
     */
    static IdentitySettings read(Block block, Collection<String> roles, Checks checks) {
        return new IdentitySettings(
                OidcSettings.read(block, roles, checks), CertificateSettings.read(block, roles));
    }
}
