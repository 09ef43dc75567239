package dev.gatehouse.grammar.split;

import static dev.gatehouse.grammar.split.ValueKind.F32;
import static dev.gatehouse.grammar.split.ValueKind.F64;
import static dev.gatehouse.grammar.split.ValueKind.I32;
import static dev.gatehouse.grammar.split.ValueKind.I64;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.gatehouse.grammar.BuildFailure;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.List;

/**
 * The meaning of the straight-line instructions. One that it does not know aborts the build.
 *
 * <p>Source: WebAssembly Core Specification, section 4.4. Arithmetic is in {@link Arithmetic},
 * loads and stores are in {@link MemoryAccess}.
 */
final class InstructionSet {
    private static final int EMPTY_BLOCK = 0x40;

    private final WasmModule module;
    private final WasmFunction function;
    private final Frame frame;
    private final TranslatedModule translated;

    InstructionSet(
            WasmModule module, WasmFunction function, Frame frame, TranslatedModule translated) {
        this.module = module;
        this.function = function;
        this.frame = frame;
        this.translated = translated;
    }

    FunctionType blockType(AnnotatedInstruction block) {
        long type = block.operand(0);
        if (type == EMPTY_BLOCK) {
            return FunctionType.empty();
        } else if (ValType.isValid(type)) {
            return FunctionType.returning(ValType.builder().fromId(type).build());
        }
        return module.typeSection().getType((int) type);
    }

    Operation operation(AnnotatedInstruction instruction, OperandStack stack) {
        return switch (instruction.opcode()) {
            case NOP -> Operation.NOTHING;
            case LOCAL_GET -> localGet(index(instruction));
            case LOCAL_SET -> localSet(index(instruction));
            case LOCAL_TEE -> localTee(index(instruction));
            case GLOBAL_GET -> globalGet(index(instruction));
            case GLOBAL_SET -> globalSet(index(instruction));
            case DROP -> drop(stack.peek(0));
            case SELECT -> select(stack.peek(1));
            case CALL -> call(index(instruction));
            case CALL_INDIRECT -> callIndirect(instruction);
            case I32_CONST -> constant(I32, code -> code.loadConstant(index(instruction)));
            case I64_CONST -> constant(I64, code -> code.loadConstant(instruction.operand(0)));
            case F32_CONST ->
                    constant(
                            F32,
                            code -> code.loadConstant(Float.intBitsToFloat(index(instruction))));
            case F64_CONST ->
                    constant(
                            F64,
                            code ->
                                    code.loadConstant(
                                            Double.longBitsToDouble(instruction.operand(0))));
            default ->
                    MemoryAccess.of(instruction, translated)
                            .or(() -> Arithmetic.of(instruction.opcode()))
                            .orElseThrow(() -> unknown(instruction));
        };
    }

    private BuildFailure unknown(AnnotatedInstruction instruction) {
        return new BuildFailure(
                "the splitter does not know the instruction "
                        + instruction.opcode()
                        + " in function "
                        + function.id());
    }

    private static int index(AnnotatedInstruction instruction) {
        return (int) instruction.operand(0);
    }

    private static Operation constant(ValueKind kind, Operation.Code code) {
        return new Operation(List.of(), List.of(kind), code);
    }

    private Operation localGet(int local) {
        return new Operation(
                List.of(),
                List.of(function.locals().get(local)),
                code -> frame.loadLocal(code, local));
    }

    private Operation localSet(int local) {
        return new Operation(
                List.of(function.locals().get(local)),
                List.of(),
                code -> frame.storeLocal(code, local));
    }

    private Operation localTee(int local) {
        ValueKind kind = function.locals().get(local);
        return new Operation(
                List.of(kind),
                List.of(kind),
                code -> {
                    duplicate(code, kind);
                    frame.storeLocal(code, local);
                });
    }

    private Operation globalGet(int global) {
        ValueKind kind = globalKind(global);
        return new Operation(
                List.of(),
                List.of(kind),
                code -> {
                    code.loadConstant(global).aload(RegionMethod.INSTANCE_SLOT);
                    translated.shaded("readGlobal").invoke(code);
                    Arithmetic.fromBits(code, kind);
                });
    }

    private Operation globalSet(int global) {
        ValueKind kind = globalKind(global);
        return new Operation(
                List.of(kind),
                List.of(),
                code -> {
                    Arithmetic.toBits(code, kind);
                    code.loadConstant(global).aload(RegionMethod.INSTANCE_SLOT);
                    translated.shaded("writeGlobal").invoke(code);
                });
    }

    private ValueKind globalKind(int global) {
        int imported =
                module.importSection().count(com.dylibso.chicory.wasm.types.ExternalType.GLOBAL);
        if (global < imported) {
            throw new BuildFailure("the splitter does not know imported globals");
        }
        return ValueKind.of(module.globalSection().getGlobal(global - imported).valueType());
    }

    private static Operation drop(ValueKind kind) {
        return new Operation(List.of(kind), List.of(), code -> discard(code, kind));
    }

    /** Keeps the lower of two operands when the condition on top of them holds, else the upper. */
    private static Operation select(ValueKind kind) {
        return new Operation(
                List.of(kind, kind, I32),
                List.of(kind),
                code -> {
                    Label keepLower = code.newLabel();
                    code.ifne(keepLower);
                    if (kind.isWide()) {
                        code.dup2_x2().pop2();
                    } else {
                        code.swap();
                    }
                    code.labelBinding(keepLower);
                    discard(code, kind);
                });
    }

    private Operation call(int target) {
        return call(translated.typeOf(target), List.of(), translated.function(target), List.of());
    }

    private Operation callIndirect(AnnotatedInstruction instruction) {
        FunctionType type = module.typeSection().getType(index(instruction));
        int table = (int) instruction.operand(1);
        return call(
                type,
                List.of(I32),
                translated.indirectCall(index(instruction)),
                List.of(code -> code.loadConstant(table)));
    }

    private static Operation call(
            FunctionType type,
            List<ValueKind> callee,
            MethodReference method,
            List<Operation.Code> extra) {
        if (type.returns().size() > 1) {
            throw new BuildFailure("the splitter does not know calls with several results");
        }
        var takes = new java.util.ArrayList<>(ValueKind.of(type.params()));
        takes.addAll(callee);
        return new Operation(
                takes,
                ValueKind.of(type.returns()),
                code -> {
                    extra.forEach(argument -> argument.appendTo(code));
                    code.aload(RegionMethod.MEMORY_SLOT).aload(RegionMethod.INSTANCE_SLOT);
                    method.invoke(code);
                });
    }

    static void discard(CodeBuilder code, ValueKind kind) {
        if (kind.isWide()) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void duplicate(CodeBuilder code, ValueKind kind) {
        if (kind.isWide()) {
            code.dup2();
        } else {
            code.dup();
        }
    }
}
