/**
 * What a server offers to one peer, one decision that every use shares; and the signal that it has
 * changed.
 */
@NullMarked
package dev.gatehouse.mcp.offer;

import org.jspecify.annotations.NullMarked;
