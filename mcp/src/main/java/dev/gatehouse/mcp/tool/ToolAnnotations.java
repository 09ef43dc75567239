package dev.gatehouse.mcp.tool;

/**
 * What a tool does to its surroundings: hints for the client, which must not trust them.
 *
 * @param readOnly changes nothing
 * @param destructive may change or remove what was there, not only add
 * @param idempotent the same call a second time changes nothing more
 * @param openWorld reaches beyond a closed set of things, as the web does
 */
public record ToolAnnotations(
        boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

    /** Changes nothing, and reaches no further than the server's own things. */
    public static final ToolAnnotations READS = new ToolAnnotations(true, false, true, false);

    /** The worst that a tool may do; what the specification assumes of a tool that says nothing. */
    public static final ToolAnnotations WORST = new ToolAnnotations(false, true, false, true);
}
