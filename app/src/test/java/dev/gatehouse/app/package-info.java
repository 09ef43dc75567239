/** Tests of the whole program, against real databases and with real clients. */
@NullMarked
package dev.gatehouse.app;

import org.jspecify.annotations.NullMarked;
