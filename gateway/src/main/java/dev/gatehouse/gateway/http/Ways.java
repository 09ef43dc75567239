package dev.gatehouse.gateway.http;

import java.util.List;
import java.util.Optional;

/**
 * Ways to prove who one is, tried in order. The first that finds what it looks at decides: a bad
 * token is not made good by a certificate beside it.
 *
 * @param ways at least one
 * @param nobody what somebody hears who shows nothing
 * @param resource what clients are told of how to get a token
 */
public record Ways(
        List<Way> ways, Identity.Finding.Refused nobody, Optional<ProtectedResource> resource)
        implements Identity {

    public Ways {
        ways = List.copyOf(ways);
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("there is no way to prove who one is");
        }
    }

    @Override
    public Finding identify(Credentials shown) {
        if (shown.isAmbiguous()) {
            return ambiguous();
        }
        for (Way way : ways) {
            Optional<Finding> found = way.find(shown);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return nobody;
    }

    /** RFC 6750, section 3.1. */
    private Finding ambiguous() {
        String words = "the request has more than one Authorization";
        String challenge =
                resource.map(it -> it.challenge("invalid_request", words))
                        .orElse("Bearer error=\"invalid_request\"");
        return new Finding.Refused(new Ground.NotBelieved(), 400, Optional.of(challenge), words);
    }

    @Override
    public boolean authenticates() {
        return true;
    }
}
