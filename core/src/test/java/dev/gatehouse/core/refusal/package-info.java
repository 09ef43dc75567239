/** Tests of the package. */
@NullMarked
package dev.gatehouse.core.refusal;

import org.jspecify.annotations.NullMarked;
