package dev.gatehouse.gateway.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients are told of the resource that this server is, so that they can get a token for it
 * (RFC 9728; MCP, authorization server discovery).
 *
 * @param resource the address of the MCP endpoint as clients know it, which tokens name as their
 *     audience
 * @param issuer the authorization server
 * @param asked the scopes to begin with; empty when none is needed
 * @param scopes all scopes that anything here needs
 */
public record ProtectedResource(
        URI resource, String issuer, List<String> asked, List<String> scopes) {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    public ProtectedResource {
        asked = List.copyOf(asked);
        scopes = List.copyOf(scopes);
    }

    /** The challenge to somebody who shows no token. */
    public String challenge() {
        return "Bearer " + withScopes(asked);
    }

    /** The challenge to somebody whose token is not taken. */
    public String challenge(String error, String description) {
        return "Bearer " + failed(error, description) + ", " + withScopes(asked);
    }

    /** The challenge to somebody whose token is good, but not for this. */
    public String insufficient(List<String> needed) {
        return "Bearer "
                + failed("insufficient_scope", "the token is not good for this")
                + ", "
                + withScopes(needed);
    }

    private static String failed(String error, String description) {
        return "error=\"%s\", error_description=\"%s\"".formatted(error, description);
    }

    private String withScopes(List<String> needed) {
        String scope = needed.isEmpty() ? "" : ", scope=\"" + String.join(" ", needed) + "\"";
        return "resource_metadata=\"" + metadata() + "\"" + scope;
    }

    /** Where the metadata is, for clients: between host and path (RFC 9728, section 3.1). */
    private String metadata() {
        return resource.getScheme() + "://" + resource.getRawAuthority() + WELL_KNOWN + path();
    }

    private String path() {
        String path = resource.getRawPath();
        return path.equals("/") ? "" : path;
    }

    /** Whether the metadata is at a path; a proxy may have taken something off it. */
    boolean isAt(String path) {
        return List.of(WELL_KNOWN, WELL_KNOWN + "/mcp", WELL_KNOWN + path()).contains(path);
    }

    /** The metadata (RFC 9728, section 2). */
    Map<String, Object> metadataDocument() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("resource", resource.toString());
        told.put("authorization_servers", List.of(issuer));
        if (!scopes.isEmpty()) {
            told.put("scopes_supported", scopes);
        }
        told.put("bearer_methods_supported", List.of("header"));
        told.put("resource_name", "Gatehouse");
        return told;
    }
}
