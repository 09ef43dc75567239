/** Tests of the package. */
@NullMarked
package dev.gatehouse.core.catalog;

import org.jspecify.annotations.NullMarked;
