/**
 * What a tool, a prompt or a resource asks of the client's side before it can answer, without
 * knowing how the revision carries it, and how what was answered is kept safe in between.
 */
@NullMarked
package dev.gatehouse.mcp.input;

import org.jspecify.annotations.NullMarked;
