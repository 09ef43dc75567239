/** What an operator has set: one file and the environment, checked whole before anything starts. */
@NullMarked
package dev.gatehouse.gateway.settings;

import org.jspecify.annotations.NullMarked;
