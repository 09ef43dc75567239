/**
 * What an agent gets over MCP: tools, resources and prompts. Each turns a call into an ask, and an
 * answer into a result; what never becomes an ask is recorded, and changes are told.
 */
@NullMarked
package dev.gatehouse.gateway.tools;

import org.jspecify.annotations.NullMarked;
