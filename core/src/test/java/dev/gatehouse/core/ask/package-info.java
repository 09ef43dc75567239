/** Tests of the package. */
@NullMarked
package dev.gatehouse.core.ask;

import org.jspecify.annotations.NullMarked;
