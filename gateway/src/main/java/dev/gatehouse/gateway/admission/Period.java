package dev.gatehouse.gateway.admission;

import java.time.Duration;

/** A time in which statements are counted. */
enum Period {
    MINUTE("minute", "a minute", Duration.ofMinutes(1)),
    HOUR("hour", "an hour", Duration.ofHours(1));

    private final String word;
    private final String phrase;
    private final Duration length;

    Period(String word, String phrase, Duration length) {
        this.word = word;
        this.phrase = phrase;
        this.length = length;
    }

    /** As settings call it. */
    String word() {
        return word;
    }

    /** As sentences call it. */
    String phrase() {
        return phrase;
    }

    Duration length() {
        return length;
    }
}
