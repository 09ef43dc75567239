package dev.gatehouse.core.refusal;

/**
 * Why there is no answer, in words for the one who asked. Carries no row values, secrets, host
 * names or class names.
 *
 * @param code the stable name
 * @param message what is the matter
 * @param help what to try instead; empty when nothing would help
 * @param place where in the caller's text
 */
public record Refusal(Code code, String message, String help, Place place) {

    public Refusal {
        if (message.isBlank()) {
            throw new IllegalArgumentException("a refusal says why");
        }
    }

    public Refusal(Code code, String message, String help) {
        this(code, message, help, Place.UNKNOWN);
    }
}
