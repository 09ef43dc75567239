/** How proven SQL runs on a database; the port that the engines implement. */
@NullMarked
package dev.gatehouse.core.engine;

import org.jspecify.annotations.NullMarked;
