/** The program: its command line, and the one place where modules are wired together. */
@NullMarked
package dev.gatehouse.app;

import org.jspecify.annotations.NullMarked;
