/** What a server offers to one peer: one decision that every use shares. */
@NullMarked
package dev.gatehouse.mcp.offer;

import org.jspecify.annotations.NullMarked;
