/** The stdio binding: one message a line, any number of calls at once, one writer. */
@NullMarked
package dev.gatehouse.mcp.stdio;

import org.jspecify.annotations.NullMarked;
