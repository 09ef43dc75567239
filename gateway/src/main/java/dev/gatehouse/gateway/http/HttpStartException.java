package dev.gatehouse.gateway.http;

/** The server does not start, and this is what a person can do about it. */
public final class HttpStartException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why it does not start. */
    public enum Reason {
        /** The settings do not fit together, or name what is not there. */
        SETTINGS,
        /** Another program listens there. */
        PORT_TAKEN,
        /** The operating system said no. */
        ADDRESS
    }

    private final Reason reason;
    private final String help;

    /**
     * @param help what to do about it
     */
    HttpStartException(Reason reason, String message, String help) {
        super(message, null, false, false);
        this.reason = reason;
        this.help = help;
    }

    public Reason reason() {
        return reason;
    }

    /** What to do about it. */
    public String help() {
        return help;
    }
}
