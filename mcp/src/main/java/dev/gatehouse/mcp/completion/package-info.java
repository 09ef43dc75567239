/** Suggestions for values that a person fills in: arguments of prompts, variables of templates. */
@NullMarked
package dev.gatehouse.mcp.completion;

import org.jspecify.annotations.NullMarked;
