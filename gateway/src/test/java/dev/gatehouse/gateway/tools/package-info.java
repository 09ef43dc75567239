/** Tests of the tools. */
@NullMarked
package dev.gatehouse.gateway.tools;

import org.jspecify.annotations.NullMarked;
