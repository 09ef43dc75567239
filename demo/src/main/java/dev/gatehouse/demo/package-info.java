/**
 * The demo database: an embedded PostgreSQL with an online shop in it, shared by all who start it.
 */
@NullMarked
package dev.gatehouse.demo;

import org.jspecify.annotations.NullMarked;
