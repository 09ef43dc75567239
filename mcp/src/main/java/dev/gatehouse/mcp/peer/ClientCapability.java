package dev.gatehouse.mcp.peer;

/** Something that a client may be asked to do (MCP, {@code ClientCapabilities}). */
public enum ClientCapability {
    /** Show a form to its user. */
    FORM_ELICITATION("elicitation.form"),
    /** Have its user open a link. */
    URL_ELICITATION("elicitation.url"),
    /** Have its model write something. */
    SAMPLING("sampling"),
    /** Say in which folders it works. */
    ROOTS("roots");

    private final String path;

    ClientCapability(String path) {
        this.path = path;
    }

    /** Where it stands among the capabilities in messages: names of objects, the outer first. */
    public String path() {
        return path;
    }

    /** It in words. */
    @Override
    public String toString() {
        return path;
    }
}
