/** Tests of taking and reading the package. */
@NullMarked
package dev.gatehouse.grammar.npm;

import org.jspecify.annotations.NullMarked;
