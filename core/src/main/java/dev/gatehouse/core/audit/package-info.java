/**
 * The trail of every ask: opened first, closed exactly once, written before the answer is released.
 */
@NullMarked
package dev.gatehouse.core.audit;

import org.jspecify.annotations.NullMarked;
