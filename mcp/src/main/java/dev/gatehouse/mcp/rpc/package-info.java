/**
 * JSON-RPC 2.0 as the Model Context Protocol uses it: messages, identifiers, error codes and their
 * text.
 */
@NullMarked
package dev.gatehouse.mcp.rpc;

import org.jspecify.annotations.NullMarked;
