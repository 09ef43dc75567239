/** Who may see what: a decision is a value with its reasons. */
@NullMarked
package dev.gatehouse.core.policy;

import org.jspecify.annotations.NullMarked;
