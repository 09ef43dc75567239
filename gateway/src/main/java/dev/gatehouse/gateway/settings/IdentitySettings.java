package dev.gatehouse.gateway.settings;

/**
 * How callers over HTTP prove who they are.
 *
 * @param apiKeys whether by API keys; then nobody may ask without one
 */
public record IdentitySettings(boolean apiKeys) {

    static final Setting<Boolean> API_KEYS =
            Setting.of(
                            "api_keys",
                            new Type.Flag(),
                            "Whether callers over HTTP need an API key, as `gatehouse keys create`"
                                    + " makes them; with it, listening beyond this machine is safe.")
                    .fallback("false")
                    .example("true");

    static IdentitySettings read(Block identity) {
        return new IdentitySettings(identity.get(API_KEYS));
    }

    /** Whether nobody is taken for somebody without proof. */
    public boolean isDemanded() {
        return apiKeys;
    }
}
