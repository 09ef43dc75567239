/** Rows as they come from a database, and the bounded answer made of them. */
@NullMarked
package dev.gatehouse.core.result;

import org.jspecify.annotations.NullMarked;
