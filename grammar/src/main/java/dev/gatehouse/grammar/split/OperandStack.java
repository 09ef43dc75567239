package dev.gatehouse.grammar.split;

import dev.gatehouse.grammar.BuildFailure;
import java.util.ArrayList;
import java.util.List;

/** The types on WebAssembly's operand stack at the point that a pass has reached. */
final class OperandStack {
    private final List<ValueKind> kinds = new ArrayList<>();

    void push(List<ValueKind> given) {
        kinds.addAll(given);
    }

    void pop(List<ValueKind> taken) {
        for (ValueKind kind : taken.reversed()) {
            ValueKind top = pop();
            if (top != kind) {
                throw new BuildFailure("operand stack holds " + top + " where " + kind + " is due");
            }
        }
    }

    ValueKind pop() {
        if (kinds.isEmpty()) {
            throw new BuildFailure("operand stack is empty");
        }
        return kinds.removeLast();
    }

    /** The type {@code depth} places below the top. */
    ValueKind peek(int depth) {
        return kinds.get(kinds.size() - 1 - depth);
    }

    void become(List<ValueKind> other) {
        kinds.clear();
        kinds.addAll(other);
    }

    boolean isEmpty() {
        return kinds.isEmpty();
    }

    List<ValueKind> snapshot() {
        return List.copyOf(kinds);
    }
}
