package dev.gatehouse.grammar.split;

import static dev.gatehouse.grammar.split.ValueKind.F32;
import static dev.gatehouse.grammar.split.ValueKind.F64;
import static dev.gatehouse.grammar.split.ValueKind.I32;
import static dev.gatehouse.grammar.split.ValueKind.I64;

import com.dylibso.chicory.runtime.OpcodeImpl;
import com.dylibso.chicory.wasm.types.OpCode;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Instructions that compute from operands alone. Where the JVM has the same instruction it is used;
 * the others are calls to the definitions that Chicory's own code and its interpreter use, so that
 * the three cannot differ.
 */
final class Arithmetic {
    private static final ClassDesc FLOAT = ConstantDescs.CD_Float;
    private static final ClassDesc DOUBLE = ConstantDescs.CD_Double;

    private static final Map<String, Operation> DEFINED =
            Arrays.stream(OpcodeImpl.class.getMethods())
                    .filter(method -> method.getDeclaringClass() == OpcodeImpl.class)
                    .filter(Arithmetic::takesAndGivesNumbers)
                    .collect(Collectors.toUnmodifiableMap(Method::getName, Arithmetic::callOf));

    private Arithmetic() {}

    static Optional<Operation> of(OpCode opcode) {
        return Optional.ofNullable(
                switch (opcode) {
                    case I32_ADD -> binary(I32, CodeBuilder::iadd);
                    case I32_SUB -> binary(I32, CodeBuilder::isub);
                    case I32_MUL -> binary(I32, CodeBuilder::imul);
                    case I32_AND -> binary(I32, CodeBuilder::iand);
                    case I32_OR -> binary(I32, CodeBuilder::ior);
                    case I32_XOR -> binary(I32, CodeBuilder::ixor);
                    case I32_SHL -> binary(I32, CodeBuilder::ishl);
                    case I32_SHR_S -> binary(I32, CodeBuilder::ishr);
                    case I32_SHR_U -> binary(I32, CodeBuilder::iushr);
                    case I32_EXTEND_8_S -> convert(I32, I32, CodeBuilder::i2b);
                    case I32_EXTEND_16_S -> convert(I32, I32, CodeBuilder::i2s);
                    case I32_WRAP_I64 -> convert(I64, I32, CodeBuilder::l2i);
                    case I64_EXTEND_I32_S -> convert(I32, I64, CodeBuilder::i2l);
                    case I64_ADD -> binary(I64, CodeBuilder::ladd);
                    case I64_SUB -> binary(I64, CodeBuilder::lsub);
                    case I64_MUL -> binary(I64, CodeBuilder::lmul);
                    case I64_AND -> binary(I64, CodeBuilder::land);
                    case I64_OR -> binary(I64, CodeBuilder::lor);
                    case I64_XOR -> binary(I64, CodeBuilder::lxor);
                    // The JVM takes the distance of a long shift as an int.
                    case I64_SHL -> binary(I64, code -> code.l2i().lshl());
                    case I64_SHR_S -> binary(I64, code -> code.l2i().lshr());
                    case I64_SHR_U -> binary(I64, code -> code.l2i().lushr());
                    case F32_ADD -> binary(F32, CodeBuilder::fadd);
                    case F32_SUB -> binary(F32, CodeBuilder::fsub);
                    case F32_MUL -> binary(F32, CodeBuilder::fmul);
                    case F32_DIV -> binary(F32, CodeBuilder::fdiv);
                    case F32_DEMOTE_F64 -> convert(F64, F32, CodeBuilder::d2f);
                    case F64_ADD -> binary(F64, CodeBuilder::dadd);
                    case F64_SUB -> binary(F64, CodeBuilder::dsub);
                    case F64_MUL -> binary(F64, CodeBuilder::dmul);
                    case F64_DIV -> binary(F64, CodeBuilder::ddiv);
                    case F64_NEG -> convert(F64, F64, CodeBuilder::dneg);
                    case F64_PROMOTE_F32 -> convert(F32, F64, CodeBuilder::f2d);
                    default -> DEFINED.get(opcode.name());
                });
    }

    /** Turns a value into the long that carries it between machines. */
    static void toBits(CodeBuilder code, ValueKind kind) {
        switch (kind) {
            case I32 -> code.i2l();
            case I64 -> {}
            case F32 -> code.invokestatic(FLOAT, "floatToRawIntBits", unary(F32, I32)).i2l();
            case F64 -> code.invokestatic(DOUBLE, "doubleToRawLongBits", unary(F64, I64));
        }
    }

    static void fromBits(CodeBuilder code, ValueKind kind) {
        switch (kind) {
            case I32 -> code.l2i();
            case I64 -> {}
            case F32 -> code.l2i().invokestatic(FLOAT, "intBitsToFloat", unary(I32, F32));
            case F64 -> code.invokestatic(DOUBLE, "longBitsToDouble", unary(I64, F64));
        }
    }

    private static MethodTypeDesc unary(ValueKind from, ValueKind to) {
        return MethodTypeDesc.of(to.descriptor(), from.descriptor());
    }

    private static Operation binary(ValueKind kind, Consumer<CodeBuilder> code) {
        return new Operation(List.of(kind, kind), List.of(kind), code::accept);
    }

    private static Operation convert(ValueKind from, ValueKind to, Consumer<CodeBuilder> code) {
        return new Operation(List.of(from), List.of(to), code::accept);
    }

    private static boolean takesAndGivesNumbers(Method method) {
        return method.getReturnType().isPrimitive()
                && method.getReturnType() != void.class
                && Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive);
    }

    private static Operation callOf(Method method) {
        List<ValueKind> takes =
                Arrays.stream(method.getParameterTypes())
                        .map((Function<Class<?>, ValueKind>) ValueKind::of)
                        .toList();
        ValueKind gives = ValueKind.of(method.getReturnType());
        MethodTypeDesc type =
                MethodTypeDesc.of(
                        gives.descriptor(), takes.stream().map(ValueKind::descriptor).toList());
        ClassDesc owner = OpcodeImpl.class.describeConstable().orElseThrow();
        return new Operation(
                takes, List.of(gives), code -> code.invokestatic(owner, method.getName(), type));
    }
}
