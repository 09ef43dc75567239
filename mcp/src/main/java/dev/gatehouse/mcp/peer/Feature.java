package dev.gatehouse.mcp.peer;

/**
 * What not every revision of the protocol has. Revisions are dates, so text order is their order.
 */
public enum Feature {
    /** A session that begins with {@code initialize}; later, each request speaks for itself. */
    HANDSHAKE("2024-11-05", "2025-11-25"),
    /** Several messages in one array. */
    BATCHES("2025-03-26", "2025-03-26"),
    /** {@code annotations} of a tool. */
    TOOL_ANNOTATIONS("2025-03-26"),
    /** The {@code completions} capability; completion itself was always there. */
    COMPLETIONS_CAPABILITY("2025-03-26"),
    /** Audio among the content of results and messages. */
    AUDIO("2025-03-26"),
    /** A {@code message} in progress notifications. */
    PROGRESS_MESSAGES("2025-03-26"),
    /** {@code title} beside the name of a tool and of an implementation. */
    TITLES("2025-06-18"),
    /** {@code outputSchema} of a tool and {@code structuredContent} of its result. */
    STRUCTURED_CONTENT("2025-06-18"),
    /** Asking the user with a form. */
    ELICITATION("2025-06-18"),

    /** Asking the user to open a link. */
    URL_ELICITATION("2025-11-25"),

    /** Modes of elicitation, titles of options, several options in one field, and any default. */
    RICH_FORMS("2025-11-25"),

    /** An error about an unreadable message leaves the id out instead of writing null. */
    ERRORS_WITHOUT_ID("2025-11-25"),
    /** An error code of its own for a resource that is not there; later, parameters are invalid. */
    RESOURCE_NOT_FOUND_CODE("2024-11-05", "2025-11-25");

    private static final String OPEN_END = "9999-12-31";

    private final String first;
    private final String last;

    Feature(String since) {
        this(since, OPEN_END);
    }

    Feature(String first, String last) {
        this.first = first;
        this.last = last;
    }

    boolean isIn(String revision) {
        return first.compareTo(revision) <= 0 && revision.compareTo(last) <= 0;
    }
}
