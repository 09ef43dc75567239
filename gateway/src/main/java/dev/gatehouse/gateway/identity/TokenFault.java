package dev.gatehouse.gateway.identity;

/** Why a token is not taken, in words for whoever operates the client. */
public enum TokenFault {
    /** No JSON Web Signature in its compact form, or none of a JWT. */
    MALFORMED("the token is no signed JWT"),
    /** Unsigned, signed with a shared secret, or with an algorithm that is not accepted. */
    ALGORITHM("the token is signed with an algorithm that is not accepted"),
    /** Made for something else than access. */
    TYPE("the token is not of the type of an access token"),
    /** The issuer publishes no such key. */
    KEY("the issuer has no such key"),
    /** Not signed with the key that it names. */
    SIGNATURE("the signature of the token is wrong"),
    /** Of somebody else. */
    ISSUER("the token is not from the issuer that is trusted here"),
    /** For somebody else. */
    AUDIENCE("the token is not meant for this server"),
    /** Without an end, which every token must have. */
    ENDLESS("the token has no time at which it expires"),
    /** Over. */
    EXPIRED("the token has expired"),
    /** Not begun. */
    EARLY("the token is not valid yet"),
    /** Bound to a key whose possession cannot be proven here. */
    BOUND("the token is bound to a key"),
    /** Without the claim that names the caller, or with one that is no name. */
    NAMELESS("the token does not name its user");

    private final String words;

    TokenFault(String words) {
        this.words = words;
    }

    /** Why, without anything of the token. */
    public String words() {
        return words;
    }
}
