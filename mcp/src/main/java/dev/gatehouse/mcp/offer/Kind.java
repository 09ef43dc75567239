package dev.gatehouse.mcp.offer;

/** A kind of thing that a server can offer; each is a capability in the protocol. */
public enum Kind {
    /** Tools to call. */
    TOOLS("tools"),
    /** Resources and resource templates to read. */
    RESOURCES("resources"),
    /** Prompts to begin with. */
    PROMPTS("prompts");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** The capability as it is written in messages. */
    public String text() {
        return text;
    }
}
