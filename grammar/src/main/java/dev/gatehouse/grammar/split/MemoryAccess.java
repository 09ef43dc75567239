package dev.gatehouse.grammar.split;

import static dev.gatehouse.grammar.split.ValueKind.F32;
import static dev.gatehouse.grammar.split.ValueKind.F64;
import static dev.gatehouse.grammar.split.ValueKind.I32;
import static dev.gatehouse.grammar.split.ValueKind.I64;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import dev.gatehouse.grammar.BuildFailure;
import java.lang.classfile.CodeBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads, stores and the bulk operations, by the methods that the translator's own code uses. */
final class MemoryAccess {
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private final AnnotatedInstruction instruction;
    private final TranslatedModule translated;

    private MemoryAccess(AnnotatedInstruction instruction, TranslatedModule translated) {
        this.instruction = instruction;
        this.translated = translated;
    }

    static Optional<Operation> of(AnnotatedInstruction instruction, TranslatedModule translated) {
        return new MemoryAccess(instruction, translated).operation();
    }

    private Optional<Operation> operation() {
        return Optional.ofNullable(
                switch (instruction.opcode()) {
                    case I32_LOAD -> load(I32, "memoryReadInt", MemoryAccess::asItIs);
                    case I32_LOAD8_S -> load(I32, "memoryReadByte", MemoryAccess::asItIs);
                    case I32_LOAD8_U -> load(I32, "memoryReadByte", unsigned(0xFF));
                    case I32_LOAD16_S -> load(I32, "memoryReadShort", MemoryAccess::asItIs);
                    case I32_LOAD16_U -> load(I32, "memoryReadShort", unsigned(0xFFFF));
                    case I64_LOAD -> load(I64, "memoryReadLong", MemoryAccess::asItIs);
                    case I64_LOAD8_S -> load(I64, "memoryReadByte", CodeBuilder::i2l);
                    case I64_LOAD8_U -> load(I64, "memoryReadByte", unsignedLong(0xFF));
                    case I64_LOAD16_S -> load(I64, "memoryReadShort", CodeBuilder::i2l);
                    case I64_LOAD16_U -> load(I64, "memoryReadShort", unsignedLong(0xFFFF));
                    case I64_LOAD32_S -> load(I64, "memoryReadInt", CodeBuilder::i2l);
                    case I64_LOAD32_U -> load(I64, "memoryReadInt", unsignedLong(UNSIGNED_INT));
                    case F32_LOAD -> load(F32, "memoryReadFloat", MemoryAccess::asItIs);
                    case F64_LOAD -> load(F64, "memoryReadDouble", MemoryAccess::asItIs);
                    case I32_STORE -> store(I32, MemoryAccess::asItIs, "memoryWriteInt");
                    case I32_STORE8 -> store(I32, CodeBuilder::i2b, "memoryWriteByte");
                    case I32_STORE16 -> store(I32, CodeBuilder::i2s, "memoryWriteShort");
                    case I64_STORE -> store(I64, MemoryAccess::asItIs, "memoryWriteLong");
                    case I64_STORE8 -> store(I64, code -> code.l2i().i2b(), "memoryWriteByte");
                    case I64_STORE16 -> store(I64, code -> code.l2i().i2s(), "memoryWriteShort");
                    case I64_STORE32 -> store(I64, CodeBuilder::l2i, "memoryWriteInt");
                    case F32_STORE -> store(F32, MemoryAccess::asItIs, "memoryWriteFloat");
                    case F64_STORE -> store(F64, MemoryAccess::asItIs, "memoryWriteDouble");
                    case MEMORY_COPY -> bulk("memoryCopy", MemoryAccess::asItIs);
                    case MEMORY_FILL -> fill();
                    case MEMORY_SIZE -> size();
                    default -> null;
                });
    }

    private static void asItIs(CodeBuilder code) {}

    private static Consumer<CodeBuilder> unsigned(int mask) {
        return code -> code.loadConstant(mask).iand();
    }

    private static Consumer<CodeBuilder> unsignedLong(long mask) {
        return code -> code.i2l().loadConstant(mask).land();
    }

    private Operation load(ValueKind kind, String method, Consumer<CodeBuilder> widen) {
        return new Operation(
                List.of(I32),
                List.of(kind),
                code -> {
                    access(code, method);
                    widen.accept(code);
                });
    }

    private Operation store(ValueKind kind, Consumer<CodeBuilder> narrow, String method) {
        return new Operation(
                List.of(I32, kind),
                List.of(),
                code -> {
                    narrow.accept(code);
                    access(code, method);
                });
    }

    private void access(CodeBuilder code, String method) {
        requireOnlyMemory(2);
        code.loadConstant(Math.toIntExact(instruction.operand(1)));
        code.aload(RegionMethod.MEMORY_SLOT);
        translated.shaded(method).invoke(code);
    }

    private Operation bulk(String method, Consumer<CodeBuilder> prepare) {
        requireOnlyMemory(0);
        requireOnlyMemory(1);
        return new Operation(
                List.of(I32, I32, I32),
                List.of(),
                code -> {
                    prepare.accept(code);
                    code.aload(RegionMethod.MEMORY_SLOT);
                    translated.shaded(method).invoke(code);
                });
    }

    /** The value to fill with is the middle operand, and the method takes it as a byte. */
    private Operation fill() {
        return bulk("memoryFill", code -> code.swap().i2b().swap());
    }

    private Operation size() {
        requireOnlyMemory(0);
        return new Operation(
                List.of(),
                List.of(I32),
                code -> {
                    code.aload(RegionMethod.MEMORY_SLOT);
                    translated.shaded("memoryPages").invoke(code);
                });
    }

    private void requireOnlyMemory(int operand) {
        if (instruction.operandCount() > operand && instruction.operand(operand) != 0) {
            throw new BuildFailure("the splitter does not know modules with several memories");
        }
    }
}
