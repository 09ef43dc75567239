package dev.gatehouse.core.ask;

/**
 * The place in a distributed trace that an ask belongs to (W3C Trace Context). Whoever makes one
 * has checked it against that form.
 *
 * @param id of the whole trace: 32 hexadecimal digits; empty for none
 * @param parent the step of it that made the ask: 16 hexadecimal digits; empty where the trace
 *     begins with the ask
 * @param sampled whether whoever began the trace keeps it
 * @param state what others want to be told of it, {@code tracestate} as it came
 */
public record Trace(String id, String parent, boolean sampled, String state) {

    /** What belongs to no trace. */
    public static final Trace NONE = new Trace("", "", false, "");

    /** A trace that begins here. */
    public static Trace beginning(String id) {
        return new Trace(id, "", false, "");
    }

    /** Whether it begins here. */
    public boolean begins() {
        return isKnown() && parent.isEmpty();
    }

    /** Whether there is a trace at all. */
    public boolean isKnown() {
        return !id.isEmpty();
    }
}
