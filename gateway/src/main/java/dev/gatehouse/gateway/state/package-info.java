/** Where what must outlive the program is kept: an SQLite file, or a PostgreSQL database. */
@NullMarked
package dev.gatehouse.gateway.state;

import org.jspecify.annotations.NullMarked;
