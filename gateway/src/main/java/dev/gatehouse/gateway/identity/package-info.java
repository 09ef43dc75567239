/** Who is asking: turns what a way in knows of somebody into a caller. */
@NullMarked
package dev.gatehouse.gateway.identity;

import org.jspecify.annotations.NullMarked;
