package dev.gatehouse.gateway.audit;

/** What the trail keeps of the text of statements. */
public enum SqlText {
    /** Nothing but their fingerprint. */
    NONE,
    /** The text with every constant replaced, where it was understood. */
    NORMALISED,
    /** The text as it was received. */
    FULL
}
