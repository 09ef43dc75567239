/** Records of a trail for people and for other programs: which ones, and in what form. */
@NullMarked
package dev.gatehouse.gateway.audit.export;

import org.jspecify.annotations.NullMarked;
