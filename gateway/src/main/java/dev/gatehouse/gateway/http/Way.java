package dev.gatehouse.gateway.http;

import java.util.Optional;

/** One way to prove who one is, such as a kind of token. */
@FunctionalInterface
public interface Way {

    /**
     * Who sends a request that shows this, or that it is not to be believed; empty when the request
     * shows nothing of this kind. May block.
     */
    Optional<Identity.Finding> find(Credentials shown);
}
