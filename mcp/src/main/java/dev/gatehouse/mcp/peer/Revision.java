package dev.gatehouse.mcp.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A revision of the protocol, oldest first. What tells them apart is a {@link Feature}. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** The latest revision that begins with a handshake. */
    public static final Revision LATEST_HANDSHAKE = V2025_11_25;

    private static final Map<String, Revision> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toMap(Revision::text, known -> known));
    private static final List<Revision> HANDSHAKE = known(Feature.HANDSHAKE, true);
    private static final List<Revision> STATELESS = known(Feature.HANDSHAKE, false);

    private final String text;

    Revision(String text) {
        this.text = text;
    }

    /** The revision that {@code text} names; empty when it is unknown. */
    public static Optional<Revision> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /** The revisions that begin with a handshake, oldest first. */
    public static List<Revision> handshake() {
        return HANDSHAKE;
    }

    /** The revisions in which each request speaks for itself, oldest first. */
    public static List<Revision> stateless() {
        return STATELESS;
    }

    private static List<Revision> known(Feature feature, boolean present) {
        return Arrays.stream(values()).filter(known -> known.has(feature) == present).toList();
    }

    /** The revision as it is written in messages: {@code 2025-11-25}. */
    public String text() {
        return text;
    }

    /** Whether this revision has {@code feature}. */
    public boolean has(Feature feature) {
        return feature.isIn(text);
    }
}
