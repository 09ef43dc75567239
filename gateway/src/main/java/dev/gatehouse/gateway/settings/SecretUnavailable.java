package dev.gatehouse.gateway.settings;

/** What a setting refers to cannot be read. Names the reference, never a value. */
public final class SecretUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    SecretUnavailable(String message) {
        super(message, null, false, false);
    }
}
