package dev.gatehouse.mcp.peer;

/**
 * Who is calling, as the embedding program knows it. The protocol never looks inside: it carries
 * the value from the connection to the offering and to the tools, which map it back to their own
 * type.
 *
 * <p>Two principals are the same identity exactly when they are {@link Object#equals equal};
 * sessions are bound to that. What differs between requests of one identity, such as where they
 * come from, is no part of it: each request is answered with the principal that came with it.
 */
public interface Principal {

    /**
     * What stands for this identity where something is bound to it that outlives a connection: the
     * same for principals that are equal, in every process, and different for all others. It is
     * neither shown nor sent, and nothing is read out of it.
     */
    String key();
}
