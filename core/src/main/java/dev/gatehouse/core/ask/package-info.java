/** Who asks what, from where, and how an ask is called off. */
@NullMarked
package dev.gatehouse.core.ask;

import org.jspecify.annotations.NullMarked;
