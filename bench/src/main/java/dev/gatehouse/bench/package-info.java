/** How fast Gatehouse reads SQL and starts. */
@NullMarked
package dev.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
