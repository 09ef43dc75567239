/**
 * PostgreSQL's parser as a WebAssembly module: the only package that knows Chicory, which runs it.
 *
 * <p>The module has no file, clock or network. What it can do is in {@link
 * dev.gatehouse.postgres.parser.wasm.HostFunctions}.
 */
@NullMarked
package dev.gatehouse.postgres.parser.wasm;

import org.jspecify.annotations.NullMarked;
