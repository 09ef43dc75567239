/** PostgreSQL's own parser and scanner, in this JVM. */
@NullMarked
package dev.gatehouse.postgres.parser;

import org.jspecify.annotations.NullMarked;
