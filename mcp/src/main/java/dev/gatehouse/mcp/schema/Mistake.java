package dev.gatehouse.mcp.schema;

/**
 * One way in which a value does not fit its schema.
 *
 * @param place the value's path, as {@code filters[2].column}
 * @param message one sentence that names the place, what was expected, what was found, and an
 *     example
 */
public record Mistake(String place, String message) {}
