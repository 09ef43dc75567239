/**
 * The part of JSON Schema 2020-12 that tools need: it prints itself and checks values against
 * itself.
 */
@NullMarked
package dev.gatehouse.mcp.schema;

import org.jspecify.annotations.NullMarked;
