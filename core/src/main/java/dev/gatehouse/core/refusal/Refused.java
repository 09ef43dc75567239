package dev.gatehouse.core.refusal;

/**
 * Ends the journey of an ask at the step that refuses it. An expected outcome, so it has no stack
 * trace; {@code cause} is for what went wrong beneath us, and never shown to the caller.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public Refused(Code code, String message, String help) {
        this(new Refusal(code, message, help));
    }

    public Refused(Code code, String message, String help, Place place) {
        this(new Refusal(code, message, help, place));
    }

    public Refusal refusal() {
        return refusal;
    }
}
