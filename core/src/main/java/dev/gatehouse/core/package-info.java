/** The journey of a governed query, on one page. */
@NullMarked
package dev.gatehouse.core;

import org.jspecify.annotations.NullMarked;
