package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of the module: its number, its type, and its instructions with jump targets as indexes
 * into the list.
 *
 * @param locals the types of its locals; the parameters come first
 */
record WasmFunction(
        int id,
        List<ValueKind> parameters,
        List<ValueKind> results,
        List<ValueKind> locals,
        List<AnnotatedInstruction> instructions) {

    static WasmFunction of(WasmModule module, int id) {
        int defined = id - module.importSection().count(ExternalType.FUNCTION);
        var body = module.codeSection().getFunctionBody(defined);
        FunctionType type = module.functionSection().getFunctionType(defined, module.typeSection());
        List<ValueKind> locals = new ArrayList<>(ValueKind.of(type.params()));
        locals.addAll(ValueKind.of(body.localTypes()));
        return new WasmFunction(
                id,
                ValueKind.of(type.params()),
                ValueKind.of(type.returns()),
                List.copyOf(locals),
                List.copyOf(body.instructions()));
    }

    int size() {
        return instructions.size();
    }

    AnnotatedInstruction instruction(int index) {
        return instructions.get(index);
    }
}
