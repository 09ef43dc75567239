package dev.gatehouse.mcp.resource;

/** Reads a resource. */
@FunctionalInterface
public interface ResourceReader {

    /**
     * Answers one read. Runs on a virtual thread and may block; many reads run at once. What is not
     * there, or not given out, is a value; an exception is a bug: the client hears "internal error"
     * and a number, the embedding program hears everything.
     */
    ReadResult read(ReadCall call);
}
