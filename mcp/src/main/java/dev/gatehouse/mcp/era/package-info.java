/** The ways of speaking the protocol, one class for each era, behind one interface. */
@NullMarked
package dev.gatehouse.mcp.era;

import org.jspecify.annotations.NullMarked;
