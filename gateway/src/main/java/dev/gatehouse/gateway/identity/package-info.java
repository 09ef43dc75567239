/** Who is asking: turns what a way in knows of somebody, or what they show, into a caller. */
@NullMarked
package dev.gatehouse.gateway.identity;

import org.jspecify.annotations.NullMarked;
