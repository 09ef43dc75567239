/** The npm package that the grammar comes from: taking, verifying and reading it. */
@NullMarked
package dev.gatehouse.grammar.npm;

import org.jspecify.annotations.NullMarked;
