/**
 * The splitter: compiles a WebAssembly function that is too large for one JVM method into many
 * methods that HotSpot likes.
 *
 * <p>Each pass is a class: {@link dev.gatehouse.grammar.split.ControlFlow} finds the basic blocks,
 * {@link dev.gatehouse.grammar.split.StackTyping} types the operand stack, {@link
 * dev.gatehouse.grammar.split.RegionPacking} packs blocks into regions, {@link
 * dev.gatehouse.grammar.split.RegionCompiler} turns a region into a method, and {@link
 * dev.gatehouse.grammar.split.Splitter} writes the classes around them.
 */
@NullMarked
package dev.gatehouse.grammar.split;

import org.jspecify.annotations.NullMarked;
