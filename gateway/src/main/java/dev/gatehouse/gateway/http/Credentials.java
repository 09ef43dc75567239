package dev.gatehouse.gateway.http;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request shows of its sender. Nothing of the URL is among it: a token in a query string is
 * none (OAuth 2.1, section 5.1).
 *
 * @param headers by their names in lower case
 * @param certificate of the client, issued by an authority that the server trusts
 * @param address the IP address that it comes from, which proves nothing
 */
public record Credentials(
        Map<String, List<String>> headers, Optional<X509Certificate> certificate, String address) {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?: +(.*))?");

    public Credentials {
        headers = Map.copyOf(headers);
    }

    /**
     * The bearer token (RFC 6750, section 2.1), which is empty when nothing follows the scheme; no
     * value when the header is not there, or of another scheme.
     */
    public Optional<String> bearer() {
        return authorization().stream()
                .map(value -> BEARER.matcher(value.strip()))
                .filter(Matcher::matches)
                .map(found -> Optional.ofNullable(found.group(1)).orElse(""))
                .findFirst();
    }

    /** Whether the header that holds credentials is there more than once. */
    boolean isAmbiguous() {
        return authorization().size() > 1;
    }

    /** The values of the header that holds credentials. */
    List<String> authorization() {
        return headers.getOrDefault("authorization", List.of());
    }

    /** Not the headers, which hold secrets. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
