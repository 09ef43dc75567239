package dev.gatehouse.postgres.parser.wasm;

import com.dylibso.chicory.runtime.GlobalFactory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.ValType;

/**
 * The module's stack pointer, with the check that Emscripten has left out: below the C stack lie
 * the parser's tables, and a stack that grew into them would change what SQL means.
 */
final class StackGuard extends GlobalInstance {
    private final int end;

    private StackGuard(int value, int end, ValType type, MutabilityType mutability) {
        super(value, 0, type, mutability);
        this.end = end;
    }

    @Override
    public void setValue(long value) {
        if ((int) value < end) {
            throw new ModuleFailure(ModuleFailure.Kind.STACK, "the C stack is exhausted");
        }
        super.setValue(value);
    }

    /** Makes the globals of one instance; the stack pointer is one of them. */
    static GlobalFactory guarding(GrammarDescription.Stack stack) {
        return new GlobalFactory() {
            private int next;

            @Override
            public GlobalInstance create(
                    long value, long high, ValType type, MutabilityType mutability) {
                return next++ == stack.global()
                        ? new StackGuard((int) value, stack.end(), type, mutability)
                        : new GlobalInstance(value, high, type, mutability);
            }
        };
    }
}
