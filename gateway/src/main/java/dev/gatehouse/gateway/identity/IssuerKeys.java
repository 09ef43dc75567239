package dev.gatehouse.gateway.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The public keys of an issuer (RFC 7517), as they were read last. They are read again when they
 * are old, and when a token names one that is not among them, but never twice within the cooldown:
 * tokens that strangers make up cost the issuer nothing. While the issuer is away, its keys are
 * kept for a while. Safe for many threads.
 */
public final class IssuerKeys {

    private static final int WEAKEST_RSA_BITS = 2048;

    private final Source source;
    private final Times times;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final ReentrantLock reading = new ReentrantLock();
    private Instant tried = Instant.MIN;
    private volatile Optional<Kept> kept = Optional.empty();

    /** Where the keys come from. */
    @FunctionalInterface
    public interface Source {
        /** Reads them, within some seconds. */
        JWKSet read() throws IOException, InterruptedException;
    }

    /**
     * How long keys are good.
     *
     * @param refresh from which age on they are read again
     * @param cooldown how long the issuer is left alone after each reading, good or bad
     * @param keep up to which age they are used when they cannot be read again
     */
    public record Times(Duration refresh, Duration cooldown, Duration keep) {

        /** Ten minutes, half a minute, a day. */
        public static final Times DEFAULT =
                new Times(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofDays(1));
    }

    private record Kept(JWKSet keys, Instant at) {}

    /** The keys cannot be had at present. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        Unavailable() {
            super("the issuer's keys cannot be had", null, false, false);
        }
    }

    /**
     * @param log hears when they cannot be read
     */
    public IssuerKeys(Source source, Times times, InstantSource clock, Consumer<String> log) {
        this.source = source;
        this.times = times;
        this.clock = clock;
        this.log = log;
    }

    /** Reads the keys before they are needed, so that the log tells early when that fails. */
    public void warmUp() {
        try {
            renew(true);
        } catch (Unavailable stopping) {
            // The next one who needs them tries again.
        }
    }

    /** The keys that may have made a signature with this header; empty when there is none. */
    List<JWK> matching(JWSHeader header) throws Unavailable {
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
        if (isOld()) {
            renew(false);
        }
        List<JWK> known = usable().map(keys -> strong(selector.select(keys))).orElse(List.of());
        if (known.isEmpty()) {
            renew(true);
            known = strong(selector.select(usable().orElseThrow(Unavailable::new)));
        }
        return known;
    }

    private static List<JWK> strong(List<JWK> keys) {
        return keys.stream()
                .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= WEAKEST_RSA_BITS)
                .toList();
    }

    private boolean isOld() {
        return kept.filter(it -> isYounger(it, times.refresh())).isEmpty();
    }

    private boolean isYounger(Kept keys, Duration age) {
        return clock.instant().isBefore(keys.at().plus(age));
    }

    private Optional<JWKSet> usable() {
        return kept.filter(it -> isYounger(it, times.keep())).map(Kept::keys);
    }

    /**
     * Reads the keys again, unless that was done a moment ago.
     *
     * @param needed whether to wait for somebody who is reading them already
     */
    private void renew(boolean needed) throws Unavailable {
        if (needed) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (tried.equals(Instant.MIN) || !now.isBefore(tried.plus(times.cooldown()))) {
                tried = now;
                kept = Optional.of(new Kept(source.read(), now));
            }
        } catch (IOException away) {
            log.accept("the keys of the issuer cannot be read: " + away.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        } finally {
            reading.unlock();
        }
    }
}
