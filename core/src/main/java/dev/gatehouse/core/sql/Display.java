package dev.gatehouse.core.sql;

import java.util.List;

/** How a column is shown. */
public sealed interface Display {

    /** As it is. */
    record Plain() implements Display {}

    /** Under a mask. */
    record Masked(Mask.BuiltIn mask) implements Display {}

    /** As what an expression over the same row yields. */
    record Computed(PolicyExpression expression) implements Display {}

    /**
     * In a way that depends on the row.
     *
     * @param cases the first whose condition is true of the row decides
     * @param otherwise what is left; never {@link Plain}
     */
    record ByRow(List<Case> cases, Display otherwise) implements Display {

        public ByRow {
            cases = List.copyOf(cases);
            if (otherwise instanceof Plain || cases.isEmpty()) {
                throw new IllegalArgumentException("a value is shown on a condition only");
            }
        }
    }

    /** What is shown where a condition is true. */
    record Case(PolicyExpression condition, Display display) {}
}
