/** What a server offers to one peer: one decision that listing and calling share. */
@NullMarked
package dev.gatehouse.mcp.offer;

import org.jspecify.annotations.NullMarked;
