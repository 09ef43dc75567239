/** What the planner expects of a statement, and whether that is more than it may cost. */
@NullMarked
package dev.gatehouse.core.cost;

import org.jspecify.annotations.NullMarked;
