package dev.gatehouse.mcp.input;

/** An answer to an {@link InputRequest}; it fits what was asked. */
public sealed interface InputResponse permits Elicited, Sampled, ListedRoots {}
