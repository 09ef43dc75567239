/** Tests of the package. */
@NullMarked
package dev.gatehouse.core.policy;

import org.jspecify.annotations.NullMarked;
