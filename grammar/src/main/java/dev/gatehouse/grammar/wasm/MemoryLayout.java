package dev.gatehouse.grammar.wasm;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import dev.gatehouse.grammar.BuildFailure;
import java.util.List;

/**
 * Where Emscripten has put the C stack: between the static data and the heap, growing towards the
 * data, without a check. Who runs the module must stop a stack that leaves its place, or it would
 * overwrite the parser's tables.
 *
 * @param stackGlobal the number of the global that holds the stack pointer
 * @param stackTop the first value of the stack pointer, in bytes; the heap begins there
 * @param stackEnd the lowest value that is certainly still stack
 */
public record MemoryLayout(int stackGlobal, int stackTop, int stackEnd) {

    /**
     * Finds the stack of a module.
     *
     * @param getStackPointer the name under which the module exports {@code
     *     emscripten_stack_get_current}
     */
    public static MemoryLayout of(WasmModule module, String getStackPointer) {
        int global = globalReadBy(module, getStackPointer);
        int top = constant(module.globalSection().getGlobal(global).initInstructions());
        int room = top - dataEnd(module);
        if (room < 1) {
            throw new BuildFailure("the module's C stack is not above its static data");
        }
        // The uninitialised data between data and stack is in no section, but the stack's size is a
        // power of two or a little more than one.
        return new MemoryLayout(global, top, top - Integer.highestOneBit(room));
    }

    private static int globalReadBy(WasmModule module, String export) {
        var exports = module.exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            if (exports.getExport(i).name().equals(export)) {
                int body =
                        exports.getExport(i).index()
                                - module.importSection().count(ExternalType.FUNCTION);
                Instruction first =
                        module.codeSection().getFunctionBody(body).instructions().getFirst();
                if (first.opcode() == OpCode.GLOBAL_GET) {
                    return (int) first.operand(0);
                }
            }
        }
        throw new BuildFailure(
                "the module does not export a function that reads its stack pointer");
    }

    private static int dataEnd(WasmModule module) {
        int end = 0;
        for (int i = 0; i < module.dataSection().dataSegmentCount(); i++) {
            if (module.dataSection().getDataSegment(i) instanceof ActiveDataSegment segment) {
                end = Math.max(end, constant(segment.offsetInstructions()) + segment.data().length);
            }
        }
        return end;
    }

    private static int constant(List<? extends Instruction> expression) {
        Instruction only = expression.getFirst();
        if (only.opcode() != OpCode.I32_CONST) {
            throw new BuildFailure("expected a constant address in the module, found " + only);
        }
        return (int) only.operand(0);
    }
}
