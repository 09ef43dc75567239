/** The databases that are served, and how much may be asked of each at a time. */
@NullMarked
package dev.gatehouse.gateway.admission;

import org.jspecify.annotations.NullMarked;
