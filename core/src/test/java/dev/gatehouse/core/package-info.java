/** Tests of the package. */
@NullMarked
package dev.gatehouse.core;

import org.jspecify.annotations.NullMarked;
