/**
 * MCP over Streamable HTTP, in both eras and without the HTTP server: sessions, header rules,
 * answers and streams.
 */
@NullMarked
package dev.gatehouse.mcp.http;

import org.jspecify.annotations.NullMarked;
