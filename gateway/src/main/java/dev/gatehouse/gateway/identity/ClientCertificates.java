package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Knows clients by the names in their certificates, which TLS has held against the authorities: the
 * subject ({@code subject:CN=etl,O=Example}, RFC 2253) or an alternative name ({@code
 * dns:etl.example.com}, {@code uri:spiffe://example.com/etl}, {@code email:etl@example.com}; RFC
 * 5280, section 4.2.1.6). An authority issues many certificates: one that holds no name that is
 * known here is nobody's.
 */
public final class ClientCertificates {

    /** So that no certificate can be taken for a local user, or a token. */
    private static final String PREFIX = "cert:";

    private static final String SUBJECT = "subject:";

    private final Map<String, String> roles = new LinkedHashMap<>();
    private final InstantSource clock;

    /**
     * @param roles by the names of clients, in the order in which they are granted
     */
    public ClientCertificates(Map<String, String> roles, InstantSource clock) {
        roles.forEach((name, role) -> this.roles.put(canonical(name), role));
        this.clock = clock;
    }

    /** What is the matter with a name of a client; empty when it can be one. */
    public static Optional<String> problem(String name) {
        if (name.startsWith(SUBJECT)) {
            try {
                canonical(name);
            } catch (IllegalArgumentException unreadable) {
                return Optional.of("this is no distinguished name, such as CN=etl,O=Example");
            }
        }
        return Optional.empty();
    }

    /** The same subject for all ways to write it. */
    private static String canonical(String name) {
        return name.startsWith(SUBJECT)
                ? SUBJECT + new X500Principal(name.substring(SUBJECT.length())).getName()
                : name;
    }

    /** Whose certificate it is; empty when that is nobody who is known, or it is over. */
    public Optional<Caller> caller(X509Certificate certificate) {
        if (!isCurrent(certificate)) {
            return Optional.empty();
        }
        Set<String> names = names(certificate);
        List<String> known = roles.keySet().stream().filter(names::contains).toList();
        return known.stream()
                .findFirst()
                .map(
                        name ->
                                new Caller(
                                        PREFIX + name,
                                        known.stream().map(roles::get).distinct().toList(),
                                        Map.of(),
                                        Confines.ALL));
    }

    /** A connection can outlive its certificate. */
    private boolean isCurrent(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static Set<String> names(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        names.add(SUBJECT + certificate.getSubjectX500Principal().getName());
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(it -> name(it).ifPresent(names::add));
            }
        } catch (CertificateParsingException unreadable) {
            // The subject is what there is, then.
        }
        return names;
    }

    /** The kinds have numbers (RFC 5280, GeneralName). */
    private static Optional<String> name(List<?> alternative) {
        return switch (alternative.getFirst()) {
            case Integer kind when kind == 1 -> Optional.of("email:" + alternative.get(1));
            case Integer kind when kind == 2 -> Optional.of("dns:" + alternative.get(1));
            case Integer kind when kind == 6 -> Optional.of("uri:" + alternative.get(1));
            case null, default -> Optional.empty();
        };
    }
}
