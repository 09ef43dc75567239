/** The PostgreSQL engine against real servers. */
@NullMarked
package dev.gatehouse.engines.postgres;

import org.jspecify.annotations.NullMarked;
