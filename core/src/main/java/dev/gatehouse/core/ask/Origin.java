package dev.gatehouse.core.ask;

/**
 * Where an ask came from. Unknown parts are empty.
 *
 * @param transport the way in, such as {@code stdio} or {@code cli}
 * @param tool the tool or command that made the ask, such as {@code query}
 * @param session identifier of the client's session
 * @param address the network address that the ask came from
 * @param key identifier of the key or token by which the caller was identified; never the key
 * @param trace the distributed trace that the ask is part of
 */
public record Origin(
        String transport,
        String tool,
        String session,
        Client client,
        String address,
        String key,
        Trace trace) {

    /**
     * The client program. What it says of itself is not trustworthy, and for the record only.
     *
     * @param name such as {@code claude-desktop}
     * @param protocol the revision of the protocol that is spoken with it
     */
    public record Client(String name, String version, String protocol) {}

    /** An ask of a client that says nothing but its name, from nowhere in particular. */
    public Origin(String transport, String tool, String session, String client) {
        this(transport, tool, session, new Client(client, "", ""), "", "", Trace.NONE);
    }
}
