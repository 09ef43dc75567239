package dev.gatehouse.gateway.settings;

/** A value cannot be what its setting needs; says why in words for the operator. */
final class BadValue extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadValue(String message) {
        super(message, null, false, false);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
