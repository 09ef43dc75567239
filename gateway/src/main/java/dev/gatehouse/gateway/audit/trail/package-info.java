/** How an audit trail is read: its files, lines, records, and the chain that binds them. */
@NullMarked
package dev.gatehouse.gateway.audit.trail;

import org.jspecify.annotations.NullMarked;
