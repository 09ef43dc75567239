/** Whether a trail is what was written. */
@NullMarked
package dev.gatehouse.gateway.audit.verify;

import org.jspecify.annotations.NullMarked;
