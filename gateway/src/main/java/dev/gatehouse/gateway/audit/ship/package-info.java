/**
 * How the records of an audit trail get to other programs: read from the committed files behind a
 * cursor, sent in order, and none given up because a receiver is away.
 */
@NullMarked
package dev.gatehouse.gateway.audit.ship;

import org.jspecify.annotations.NullMarked;
