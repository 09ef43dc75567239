/** A tool as a value, what a call brings to its handler, and what the handler gives back. */
@NullMarked
package dev.gatehouse.mcp.tool;

import org.jspecify.annotations.NullMarked;
