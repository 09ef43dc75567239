/** The HTTP server: the MCP endpoint on Jetty, who may reach it, and whether it is well. */
@NullMarked
package dev.gatehouse.gateway.http;

import org.jspecify.annotations.NullMarked;
