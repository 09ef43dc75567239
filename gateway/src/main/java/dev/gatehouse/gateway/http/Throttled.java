package dev.gatehouse.gateway.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An identity that an address cannot ask on and on with credentials that are not believed: after
 * some in a minute, nothing from there is looked at for a while. What was believed before, from
 * there, still is: one client with an old key does not lock out all others behind the same router.
 * Thread-safe.
 */
public final class Throttled implements Identity {

    private static final int NETWORK_BYTES = 8;

    private final Identity identity;
    private final Tries tries;
    private final Latest familiar = new Latest();

    /** How often credentials may be wrong. Thread-safe. */
    public interface Tries {

        /** How long nothing from a source is looked at; nothing when it may try. */
        Duration pause(String source);

        /** Something from there was wrong. */
        void failed(String source);
    }

    /** Credentials that were believed, from where. */
    private record Familiar(String source, String digest) {}

    /** Those that were used last. */
    private static final class Latest extends LinkedHashMap<Familiar, Boolean> {

        private static final long serialVersionUID = 1;
        private static final int MOST = 10_000;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Familiar, Boolean> eldest) {
            return size() > MOST;
        }
    }

    /**
     * @param tries counted for one IPv4 address, or one IPv6 network of 64 bits
     */
    public Throttled(Identity identity, Tries tries) {
        this.identity = identity;
        this.tries = tries;
    }

    @Override
    public Finding identify(Credentials shown) {
        if (shown.authorization().isEmpty()) {
            return identity.identify(shown);
        }
        String source = source(shown.address());
        Familiar known = new Familiar(source, digest(shown));
        Duration pause = tries.pause(source);
        if (pause.isPositive() && !isFamiliar(known)) {
            return tooOften(pause);
        }
        Finding finding = identity.identify(shown);
        note(known, finding);
        return finding;
    }

    private static Finding tooOften(Duration pause) {
        return new Finding.Refused(
                new Ground.TooOften(pause),
                429,
                Optional.empty(),
                "too many credentials from this address were not good; try again later");
    }

    private void note(Familiar known, Finding finding) {
        switch (finding) {
            case Finding.Known _ -> {
                synchronized (familiar) {
                    familiar.put(known, true);
                }
            }
            case Finding.Refused(Ground.NotBelieved _, int _, var _, String _) -> {
                tries.failed(known.source());
                synchronized (familiar) {
                    familiar.remove(known);
                }
            }
            case Finding.Refused _ -> {
                // Says nothing of whether it is good.
            }
        }
    }

    private boolean isFamiliar(Familiar known) {
        synchronized (familiar) {
            return familiar.get(known) != null;
        }
    }

    /** Whoever has one IPv6 address has a network of them. */
    private static String source(String address) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }

    private static String digest(Credentials shown) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String all = String.join("\n", shown.authorization());
            return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean authenticates() {
        return identity.authenticates();
    }

    @Override
    public Optional<ProtectedResource> resource() {
        return identity.resource();
    }
}
