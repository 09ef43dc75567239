/** What a dialect finds in a text, and the proof that a text is safe to run. */
@NullMarked
package dev.gatehouse.core.sql;

import org.jspecify.annotations.NullMarked;
