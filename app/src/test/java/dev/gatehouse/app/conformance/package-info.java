/**
 * The official conformance suite and official clients, against the protocol core on its servers.
 */
@NullMarked
package dev.gatehouse.app.conformance;

import org.jspecify.annotations.NullMarked;
