/**
 * Who is on the other end of a connection, and which revision of the protocol was agreed with it.
 */
@NullMarked
package dev.gatehouse.mcp.peer;

import org.jspecify.annotations.NullMarked;
