/**
 * One request on its way: the session it belongs to, how it is cancelled, what its client is asked
 * meanwhile, and how it ends.
 */
@NullMarked
package dev.gatehouse.mcp.exchange;

import org.jspecify.annotations.NullMarked;
