/** Tests of the guard. */
@NullMarked
package dev.gatehouse.postgres.guard;

import org.jspecify.annotations.NullMarked;
