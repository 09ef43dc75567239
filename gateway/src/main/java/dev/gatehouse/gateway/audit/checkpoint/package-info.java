/**
 * Signed statements of what a trail held at some moment: RFC 6962 trees, C2SP checkpoints and
 * notes, and their keys.
 */
@NullMarked
package dev.gatehouse.gateway.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
