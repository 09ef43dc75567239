/**
 * JSON text to trees and back, strictly and within limits, without the cost of data binding at
 * start-up.
 */
@NullMarked
package dev.gatehouse.mcp.json;

import org.jspecify.annotations.NullMarked;
