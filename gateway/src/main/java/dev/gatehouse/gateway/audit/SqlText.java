package dev.gatehouse.gateway.audit;

import java.util.Optional;

/** What the trail keeps of the text of a statement, beside its fingerprint. Thread-safe. */
@FunctionalInterface
public interface SqlText {

    /** Nothing. */
    SqlText NONE = _ -> Optional.empty();

    /** The text as it was received. */
    SqlText FULL = Optional::of;

    /** What is kept of a text; empty when nothing is. */
    Optional<String> of(String sql);
}
