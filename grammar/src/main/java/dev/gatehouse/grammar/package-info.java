/** The tool of the build that turns PostgreSQL's own grammar into JVM classes. */
@NullMarked
package dev.gatehouse.grammar;

import org.jspecify.annotations.NullMarked;
