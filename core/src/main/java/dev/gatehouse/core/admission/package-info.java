/** Whether an ask may start now, and on what. */
@NullMarked
package dev.gatehouse.core.admission;

import org.jspecify.annotations.NullMarked;
