/** Tests of the parser against the module itself, its interpreter and Node.js. */
@NullMarked
package dev.gatehouse.postgres.parser;

import org.jspecify.annotations.NullMarked;
