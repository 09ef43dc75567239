/** The WebAssembly module: what it holds, and its translation to JVM classes. */
@NullMarked
package dev.gatehouse.grammar.wasm;

import org.jspecify.annotations.NullMarked;
