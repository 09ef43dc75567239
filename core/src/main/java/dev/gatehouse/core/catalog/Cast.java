package dev.gatehouse.core.catalog;

/**
 * A cast by a function that is not built in.
 *
 * @param unasked whether it takes place where no cast is written: where a value of the one type
 *     stands and one of the other is needed
 * @param harmless whether its function is known to do nothing but compute, as those of extensions
 */
public record Cast(
        RelationName source,
        RelationName target,
        boolean unasked,
        RelationName function,
        boolean harmless) {}
