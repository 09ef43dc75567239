package dev.gatehouse.gateway.tools;

/**
 * How somebody came in, for the audit trail. Unknown parts are empty.
 *
 * @param transport the way in, such as {@code stdio}
 * @param address the IP address that the request came from
 * @param key identifier of the key, token or certificate that was shown; never a secret
 */
public record Entry(String transport, String address, String key) {

    /** By a way on which nobody shows anything, from nowhere. */
    public Entry(String transport) {
        this(transport, "", "");
    }
}
