/** How fast Gatehouse starts, answers and reads SQL. */
@NullMarked
package dev.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
