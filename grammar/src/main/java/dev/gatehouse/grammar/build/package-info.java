/** The build of a grammar from end to end: from the npm package to the classes on the disk. */
@NullMarked
package dev.gatehouse.grammar.build;

import org.jspecify.annotations.NullMarked;
