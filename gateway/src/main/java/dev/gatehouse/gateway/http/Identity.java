package dev.gatehouse.gateway.http;

import dev.gatehouse.mcp.http.Clearance;
import dev.gatehouse.mcp.peer.Principal;
import java.time.Duration;
import java.util.Optional;

/** Tells who sends a request. */
@FunctionalInterface
public interface Identity {

    /** What was found out. */
    sealed interface Finding {

        /**
         * It is somebody.
         *
         * @param clearance which tools the request may call
         */
        record Known(Principal principal, Clearance clearance) implements Finding {

            /** Somebody who may call every tool. */
            public Known(Principal principal) {
                this(principal, Clearance.ALL);
            }
        }

        /**
         * It is nobody that may ask.
         *
         * @param ground why
         * @param status of the answer: 401 as a rule
         * @param challenge the value of WWW-Authenticate (RFC 9110, section 11.6.1), which 401 has
         * @param words why, for whoever operates the client, and for the log; without anything that
         *     the client sent
         */
        record Refused(Ground ground, int status, Optional<String> challenge, String words)
                implements Finding {

            /** With a challenge. */
            public static Refused unauthorized(Ground ground, String challenge, String words) {
                return new Refused(ground, 401, Optional.of(challenge), words);
            }
        }
    }

    /** Why somebody may not ask. */
    sealed interface Ground {

        /** The request shows nothing by which its sender could be known. */
        record Nothing() implements Ground {}

        /** What it shows is wrong, over, or not for this server. */
        record NotBelieved() implements Ground {}

        /** What it shows could not be looked at. */
        record Unchecked() implements Ground {}

        /**
         * Too much that was not believed came from the same address.
         *
         * @param pause how long nothing more is looked at
         */
        record TooOften(Duration pause) implements Ground {}

        /**
         * It is somebody, with a token that is not good for this server.
         *
         * @param sender who that is
         */
        record OutOfReach(Principal sender) implements Ground {}
    }

    /** Everybody who can connect is the same one, as with a socket that only one person reaches. */
    static Identity of(Principal principal) {
        return _ -> new Finding.Known(principal);
    }

    /** Who sends a request that shows this. May block. */
    Finding identify(Credentials shown);

    /** Whether it tells people apart, so that strangers are kept out. */
    default boolean authenticates() {
        return false;
    }

    /** What clients are told of how to get a token; empty when tokens are not the way. */
    default Optional<ProtectedResource> resource() {
        return Optional.empty();
    }
}
