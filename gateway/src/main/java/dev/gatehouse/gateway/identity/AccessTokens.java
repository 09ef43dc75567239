package dev.gatehouse.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes access tokens that are JWTs (RFC 9068; OAuth 2.1, section 5.2): signed by the issuer with a
 * key that it publishes, for this server, and in their time. Nothing of a token is kept. Safe for
 * many threads.
 */
public final class AccessTokens {

    /** So that nobody with a token can be taken for a local user of the same name. */
    private static final String PREFIX = "oidc:";

    /** Signatures that the issuer alone can make: {@code none} and shared secrets are not here. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    /** Many issuers write nothing, or JWT, where RFC 9068 has at+jwt. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final int LONGEST_ID = 255;

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final InstantSource clock;

    /**
     * @param keys those of the issuer
     */
    public AccessTokens(TokenRules rules, IssuerKeys keys, InstantSource clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
    }

    /** What a token turned out to be. */
    public sealed interface Outcome {

        /**
         * It is good.
         *
         * @param id the name that its issuer gave it (RFC 7519, section 4.1.7, jti); empty when it
         *     gave none
         * @param scopes what it is good for, with all that its scopes include
         */
        record Accepted(Caller caller, String id, Set<String> scopes) implements Outcome {

            public Accepted {
                scopes = Set.copyOf(scopes);
            }
        }

        /** It is not. */
        record Rejected(TokenFault fault) implements Outcome {}

        /** Nobody knows: the issuer's keys cannot be had at present. */
        record Undecided() implements Outcome {}
    }

    /** Judges a token. May ask the issuer for its keys, for some seconds at most. */
    public Outcome judge(String token) {
        try {
            return accepted(token);
        } catch (Faulty faulty) {
            return new Outcome.Rejected(faulty.fault);
        } catch (IssuerKeys.Unavailable away) {
            return new Outcome.Undecided();
        }
    }

    private Outcome accepted(String token) throws Faulty, IssuerKeys.Unavailable {
        JWSObject signed = parsed(token);
        requireAcceptable(signed.getHeader());
        requireSigned(signed);
        TokenClaims claims =
                TokenClaims.read(signed.getPayload().toString())
                        .orElseThrow(() -> new Faulty(TokenFault.MALFORMED));
        requireOurs(claims);
        requireCurrent(claims);
        return new Outcome.Accepted(
                caller(claims), claims.text("jti").orElse(""), rules.withIncluded(claims.scopes()));
    }

    private static JWSObject parsed(String token) throws Faulty {
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException unreadable) {
            // Unsigned and encrypted ones, too.
            throw new Faulty(TokenFault.MALFORMED);
        }
    }

    private static void requireAcceptable(JWSHeader header) throws Faulty {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new Faulty(TokenFault.ALGORITHM);
        }
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            throw new Faulty(TokenFault.TYPE);
        }
    }

    /** A header can name no key, which some issuers with one key make use of. */
    private void requireSigned(JWSObject signed) throws Faulty, IssuerKeys.Unavailable {
        List<JWK> candidates = keys.matching(signed.getHeader());
        if (candidates.isEmpty()) {
            throw new Faulty(TokenFault.KEY);
        }
        if (candidates.stream().noneMatch(key -> isSigned(signed, key))) {
            throw new Faulty(TokenFault.SIGNATURE);
        }
    }

    private static boolean isSigned(JWSObject signed, JWK key) {
        try {
            Optional<JWSVerifier> verifier = verifier(key);
            // A critical header that is not understood fails here (RFC 7515, section 4.1.11).
            return verifier.isPresent() && signed.verify(verifier.get());
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
            case ECKey curve -> Optional.of(new ECDSAVerifier(curve.toECPublicKey()));
            default -> Optional.empty();
        };
    }

    private void requireOurs(TokenClaims claims) throws Faulty {
        if (!claims.text("iss").filter(rules.issuer()::equals).isPresent()) {
            throw new Faulty(TokenFault.ISSUER);
        }
        if (!claims.texts("aud").contains(rules.audience())) {
            throw new Faulty(TokenFault.AUDIENCE);
        }
        if (claims.has("cnf")) {
            throw new Faulty(TokenFault.BOUND);
        }
    }

    private void requireCurrent(TokenClaims claims) throws Faulty {
        Instant now = clock.instant();
        Instant end = claims.time("exp").orElseThrow(() -> new Faulty(TokenFault.ENDLESS));
        if (!now.minus(rules.skew()).isBefore(end)) {
            throw new Faulty(TokenFault.EXPIRED);
        }
        boolean begun =
                claims.has("nbf")
                        ? claims.time("nbf")
                                .filter(begin -> !now.plus(rules.skew()).isBefore(begin))
                                .isPresent()
                        : true;
        if (!begun) {
            throw new Faulty(TokenFault.EARLY);
        }
    }

    private Caller caller(TokenClaims claims) throws Faulty {
        String id =
                claims.text(rules.id())
                        .filter(AccessTokens::isName)
                        .orElseThrow(() -> new Faulty(TokenFault.NAMELESS));
        Set<String> values = rules.roleClaim().map(claims::texts).orElse(Set.of());
        return new Caller(
                PREFIX + id,
                rules.rolesFor(values),
                claims.attributes(rules.attributes()),
                Confines.ALL);
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.getBytes(UTF_8).length <= LONGEST_ID
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Ends the judging of a token. */
    private static final class Faulty extends Exception {

        private static final long serialVersionUID = 1;

        private final TokenFault fault;

        Faulty(TokenFault fault) {
            super(fault.words(), null, false, false);
            this.fault = fault;
        }
    }
}
