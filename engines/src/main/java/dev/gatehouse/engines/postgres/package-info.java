/** How a proven statement runs on PostgreSQL, and what a PostgreSQL database contains. */
@NullMarked
package dev.gatehouse.engines.postgres;

import org.jspecify.annotations.NullMarked;
