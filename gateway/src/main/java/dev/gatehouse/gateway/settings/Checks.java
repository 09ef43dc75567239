package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * What only those can say of a value who will use it. What is the matter is said in words that
 * quote nothing of a secret; empty when nothing is.
 */
public interface Checks {

    /** What is the matter with the URL of a database. */
    Optional<String> url(String url);

    /** Whether a server that listens there can be reached from this machine only. */
    boolean isOnlyThisMachine(String host);

    /** What is the matter with a certificate and its key, in files that can be read. */
    Optional<String> certificate(Path certificate, Path key);

    /** What is the matter with a file of authorities, which can be read. */
    Optional<String> authorities(Path file);

    /** What is the matter with the address or network of a proxy. */
    Optional<String> proxy(String network);

    /** The names of the tools that there are. */
    Collection<String> toolNames();
}
