package dev.gatehouse.gateway.http;

import dev.gatehouse.mcp.peer.Principal;
import java.util.List;
import java.util.Map;

/** Tells who sends a request. */
@FunctionalInterface
public interface Identity {

    /** What was found out. */
    sealed interface Finding {

        /** It is somebody. */
        record Known(Principal principal) implements Finding {}

        /**
         * It is nobody that may ask.
         *
         * @param challenge the value of WWW-Authenticate (RFC 9110, section 11.6.1)
         */
        record Unknown(String challenge) implements Finding {}
    }

    /** Everybody who can connect is the same one, as with a socket that only one person reaches. */
    static Identity of(Principal principal) {
        return _ -> new Finding.Known(principal);
    }

    /** Who sends a request with these headers, their names in lower case. */
    Finding identify(Map<String, List<String>> headers);
}
