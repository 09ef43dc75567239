/** Clients that others wrote, and what they see of a server. */
@NullMarked
package dev.gatehouse.app.clients;

import org.jspecify.annotations.NullMarked;
