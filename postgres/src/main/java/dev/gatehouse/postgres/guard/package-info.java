/**
 * The guard for PostgreSQL: walks the whole tree of a text, puts what the caller may see in the
 * place of every table, and proves that nothing else changed.
 */
@NullMarked
package dev.gatehouse.postgres.guard;

import org.jspecify.annotations.NullMarked;
