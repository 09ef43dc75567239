/**
 * A tool as a value, what a call brings to its handler, what the handler may say meanwhile, and
 * what it gives back.
 */
@NullMarked
package dev.gatehouse.mcp.tool;

import org.jspecify.annotations.NullMarked;
