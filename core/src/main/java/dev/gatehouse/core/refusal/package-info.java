/**
 * Every way in which an ask can end without rows: a stable code, a message, what to try, and the
 * place.
 */
@NullMarked
package dev.gatehouse.core.refusal;

import org.jspecify.annotations.NullMarked;
