/** A prompt as a value, what a request brings to its renderer, and what the renderer gives back. */
@NullMarked
package dev.gatehouse.mcp.prompt;

import org.jspecify.annotations.NullMarked;
