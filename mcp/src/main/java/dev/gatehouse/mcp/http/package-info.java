/**
 * MCP over Streamable HTTP without the HTTP server: sessions, header rules, answers and streams.
 */
@NullMarked
package dev.gatehouse.mcp.http;

import org.jspecify.annotations.NullMarked;
