/** What a database contains, as one immutable snapshot. */
@NullMarked
package dev.gatehouse.core.catalog;

import org.jspecify.annotations.NullMarked;
