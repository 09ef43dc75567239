package dev.gatehouse.mcp.http;

import java.util.Optional;

/**
 * Which tools may be called with what a request shows of its sender: the token of somebody who may
 * do much can be one for little.
 */
@FunctionalInterface
public interface Clearance {

    /** Every tool. */
    Clearance ALL = _ -> Optional.empty();

    /**
     * The value of WWW-Authenticate with which a call of the tool is refused (RFC 6750, section
     * 3.1); empty when it may be called. Names of tools that do not exist are asked about, too.
     */
    Optional<String> challenge(String tool);
}
