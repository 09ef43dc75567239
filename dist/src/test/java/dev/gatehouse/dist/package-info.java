/** Tests of the archive that people unpack and run. */
@NullMarked
package dev.gatehouse.dist;

import org.jspecify.annotations.NullMarked;
