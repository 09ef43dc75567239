@NullMarked
package dev.gatehouse.core.engine;

import org.jspecify.annotations.NullMarked;
