/**
 * The tools that an agent gets over MCP; each turns a call into an ask, and an answer into a
 * result.
 */
@NullMarked
package dev.gatehouse.gateway.tools;

import org.jspecify.annotations.NullMarked;
