/** What the program that embeds the protocol says about itself, and hears back. */
@NullMarked
package dev.gatehouse.mcp.host;

import org.jspecify.annotations.NullMarked;
