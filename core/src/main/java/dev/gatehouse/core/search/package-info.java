/** Finds tables by the words in names and comments. */
@NullMarked
package dev.gatehouse.core.search;

import org.jspecify.annotations.NullMarked;
