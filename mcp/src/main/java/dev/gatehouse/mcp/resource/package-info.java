/** A resource and a resource template as values, and what a read brings and gives back. */
@NullMarked
package dev.gatehouse.mcp.resource;

import org.jspecify.annotations.NullMarked;
