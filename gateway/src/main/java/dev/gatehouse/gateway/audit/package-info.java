/** Where the audit trail and the reports of our own faults are kept: files and logs. */
@NullMarked
package dev.gatehouse.gateway.audit;

import org.jspecify.annotations.NullMarked;
