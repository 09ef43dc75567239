package dev.gatehouse.grammar.split;

import java.lang.classfile.CodeBuilder;
import java.util.List;

/**
 * What a straight-line instruction does: the operands it takes (the top one last), those it gives,
 * and the JVM code for it.
 */
record Operation(List<ValueKind> takes, List<ValueKind> gives, Code code) {

    static final Operation NOTHING = new Operation(List.of(), List.of(), builder -> {});

    /** Appends JVM instructions to a region's method. */
    @FunctionalInterface
    interface Code {
        void appendTo(CodeBuilder builder);
    }

    void applyTo(OperandStack stack) {
        stack.pop(takes);
        stack.push(gives);
    }
}
