/** Tests of the translation, on modules assembled by hand. */
@NullMarked
package dev.gatehouse.grammar.wasm;

import org.jspecify.annotations.NullMarked;
