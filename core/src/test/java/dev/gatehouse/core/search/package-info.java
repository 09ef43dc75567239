@NullMarked
package dev.gatehouse.core.search;

import org.jspecify.annotations.NullMarked;
